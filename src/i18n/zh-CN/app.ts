import type { Translated } from '../messages';
import type { app as source } from '../en/app';

export const app: Translated<typeof source> = {
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
};
