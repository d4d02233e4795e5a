/** Words of the page's frame: header, control bar, dialogs. */
export const app = {
  regions: {
    editor: 'Editor',
    transitions: 'Transitions',
    vmcs: 'VMCS',
    registers: 'Registers',
    memory: 'Memory',
    exits: 'Exits',
    timeline: 'Timeline',
    console: 'Console',
    problems: 'Problems',
    lesson: 'Lesson',
  },
} as const;
