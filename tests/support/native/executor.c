/*
 * Runs instructions on the processor of this machine: reads cases from standard input and writes what became of them to
 * standard output, as binary records (tests/support/native/executor.ts has the other end).
 *
 * Each case is the whole user state. It is put into the context of a signal, with the trap flag set; returning from the
 * handler loads it, one instruction runs, and the next signal (SIGTRAP, or that of a fault) finds the state afterwards.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define CODE 0x90000ull
#define MEMORY 0x80400ull
#define MEMORY_BYTES 640
#define FXSAVE_BYTES 416 /* the rest is the kernel's */

typedef struct {
  uint32_t bits, length;
  uint8_t code[16];
  uint64_t gpr[16], rflags;
  uint8_t fxsave[FXSAVE_BYTES], memory[MEMORY_BYTES];
} Case;

typedef struct {
  uint32_t trap, spare;
  uint64_t gpr[16], rflags, rip;
  uint8_t fxsave[FXSAVE_BYTES], memory[MEMORY_BYTES];
} Result;

static const int order[16] = {
  REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
  REG_R8, REG_R9, REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15,
};

static Case input;
static int running;

static void report(const ucontext_t *context) {
  static Result result;
  const greg_t *registers = context->uc_mcontext.gregs;
  result.trap = registers[REG_TRAPNO];
  for (int k = 0; k < 16; k++) result.gpr[k] = registers[order[k]];
  result.rflags = registers[REG_EFL];
  result.rip = registers[REG_RIP];
  memcpy(result.fxsave, context->uc_mcontext.fpregs, FXSAVE_BYTES);
  memcpy(result.memory, (void *)MEMORY, MEMORY_BYTES);
  if (fwrite(&result, sizeof result, 1, stdout) != 1) _exit(1);
}

static void on_signal(int number, siginfo_t *information, void *pointer) {
  (void)number;
  (void)information;
  ucontext_t *context = pointer;
  if (running) report(context);
  running = 1;
  if (fread(&input, sizeof input, 1, stdin) != 1) {
    fflush(stdout);
    _exit(0);
  }
  memset((void *)CODE, 0xcc, 32);
  memcpy((void *)CODE, input.code, input.length);
  memcpy((void *)MEMORY, input.memory, MEMORY_BYTES);
  greg_t *registers = context->uc_mcontext.gregs;
  for (int k = 0; k < 16; k++) registers[order[k]] = input.gpr[k];
  registers[REG_EFL] = input.rflags | 0x100;
  registers[REG_RIP] = CODE;
  registers[REG_CSGSFS] = (registers[REG_CSGSFS] & ~0xffffll) | (input.bits == 32 ? 0x23 : 0x33);
  memcpy(context->uc_mcontext.fpregs, input.fxsave, FXSAVE_BYTES);
}

int main(void) {
  stack_t stack = { .ss_sp = malloc(1 << 17), .ss_size = 1 << 17 };
  sigaltstack(&stack, 0);
  if (mmap((void *)0x80000, 0x20000, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
      == MAP_FAILED)
    return 1;
  struct sigaction action = { .sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER };
  static const int signals[] = { SIGTRAP, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGUSR1 };
  for (unsigned k = 0; k < sizeof signals / sizeof *signals; k++) sigaction(signals[k], &action, 0);
  /* 64-bit processes have null selectors there, which 32-bit code could not use. */
  __asm__ volatile("mov %0, %%ds; mov %0, %%es" : : "r"(0x2b));
  raise(SIGUSR1);
  return 1;
}
