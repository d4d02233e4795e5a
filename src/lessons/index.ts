import type { LessonEntry } from './lesson';

/** The lessons of the menu in the order in which they build on each other; a lesson is loaded when it is opened. */
export const lessons: readonly LessonEntry[] = [
  {
    id: 'first-vm-exit',
    title: { en: 'The first VM exit', 'zh-CN': '第一次 VM 退出' },
    summary: {
      en: 'Enter a guest, watch CPUID bring the processor back, and answer in its place.',
      'zh-CN': '进入客户机，观察 CPUID 如何把处理器带回 VMM，再代替处理器作出回答。',
    },
    load: () => import('./first-vm-exit/lesson'),
    texts: {
      en: () => import('./first-vm-exit/text.en.mdx'),
      'zh-CN': () => import('./first-vm-exit/text.zh-CN.mdx'),
    },
  },
  {
    id: 'who-decides',
    title: { en: 'Who decides?', 'zh-CN': '由谁决定？' },
    summary: {
      en: 'RDTSC, OUT and HLT exit or do not: control bits and the I/O bitmaps decide.',
      'zh-CN': 'RDTSC、OUT、HLT 退出与否，由控制位和 I/O 位图决定。',
    },
    load: () => import('./who-decides/lesson'),
    texts: {
      en: () => import('./who-decides/text.en.mdx'),
      'zh-CN': () => import('./who-decides/text.zh-CN.mdx'),
    },
  },
  {
    id: 'when-entry-fails',
    title: { en: 'When entry fails', 'zh-CN': '当 VM 进入失败时' },
    summary: {
      en: 'Errors 7 and 8 and exit reason 33: find them with the checklist, and repair them.',
      'zh-CN': '错误 7、错误 8 和退出原因 33：借助检查清单找到错误，并加以修复。',
    },
    load: () => import('./when-entry-fails/lesson'),
    texts: {
      en: () => import('./when-entry-fails/text.en.mdx'),
      'zh-CN': () => import('./when-entry-fails/text.zh-CN.mdx'),
    },
  },
  {
    id: 'what-an-exit-costs',
    title: { en: 'What an exit costs', 'zh-CN': '退出的代价' },
    summary: {
      en: 'Measure more than a hundred VM exits, and do the same work with a handful.',
      'zh-CN': '测量一百多次 VM 退出的开销，再用寥寥几次完成同样的工作。',
    },
    load: () => import('./what-an-exit-costs/lesson'),
    texts: {
      en: () => import('./what-an-exit-costs/text.en.mdx'),
      'zh-CN': () => import('./what-an-exit-costs/text.zh-CN.mdx'),
    },
  },
];
