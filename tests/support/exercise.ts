import type { Exercise, Goal, GoalCondition } from '../../src/lessons/exercise';

/** The life cycle of a VMM as an exercise: its guest asks CPUID twice, then VMCALL ends it. */
export const startText = `%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

; lock: setup
start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    must_succeed
    vmptrld [vmcs_pointer]
    must_succeed
; unlock: setup
    vmcs_default_controls
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    inc     dword [exits]
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_CPUID
    je      .cpuid
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     vmm_failed
.cpuid:
    mov     dword [guest_rbx], "VMXr"
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed
.done:
    vmxoff
    print   "exits: done", 10
    mov     ebx, 0x1234
    stop

; lock: guest
guest_entry:
    cpuid
    mov     [answer], ebx
    cpuid
    vmcall
; unlock: guest

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
answer:
    dd      0
exits:
    dd      0
`;

let goals = 0;

/** A goal worth one point. */
export const goal = (condition: GoalCondition, more: Partial<Goal> = {}): Goal =>
  ({ id: `goal-${++goals}`, points: 1, text: { en: 'A goal.' }, ...condition, ...more }) as Goal;

export const exercise = (list: readonly Goal[], more: Partial<Exercise> = {}): Exercise => ({
  version: 1,
  id: 'life-cycle',
  title: { en: 'The life cycle', 'zh-CN': '生命周期' },
  text: { en: 'Make the guest **ask**.', 'zh-CN': '让客户机*提问*。' },
  files: [{ name: 'start.asm', text: startText }],
  memoryMib: 4,
  goals: list,
  hints: [{ en: 'Read the text.' }],
  ...more,
});
