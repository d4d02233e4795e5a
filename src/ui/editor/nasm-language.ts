import type { languages } from 'monaco-editor/editor/editor.api';

/** The language of VMXray's sources: NASM's dialect of x86 assembly. */
export const NASM = 'nasm';

export const nasmConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: ';' },
  brackets: [
    ['[', ']'],
    ['(', ')'],
  ],
  autoClosingPairs: [
    { open: '[', close: ']' },
    { open: '(', close: ')' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  wordPattern: /[%.$]?[A-Za-z_.?@~#$][\w.?@~#$]*|\d[\w]*/,
};

/**
 * Words by their place in the line: label, then mnemonic or directive, then operands. Nothing here knows the instructions:
 * what is no instruction is a macro to the assembler, and the assembler says so.
 */
export const nasmGrammar: languages.IMonarchLanguage = {
  ignoreCase: true,
  includeLF: true,
  registers:
    /[re]?(?:[abcd]x|[sd]i|[sb]p|ip|flags)|[abcd][hl]|[sd]il|[sb]pl|r(?:8|9|1[0-5])[dwb]?|[c-gs]s|[cdt]r\d{1,2}|[xyz]mm\d{1,2}/,
  identifier: /[A-Za-z_.?@][\w.?@~#$]*/,
  directives:
    'bits use16 use32 use64 default section segment org absolute align alignb struc endstruc istruc iend at extern global common cpu'.split(
      ' ',
    ),
  data: 'db dw dd dq dt do resb resw resd resq rest reso equ incbin times'.split(' '),
  prefixes: 'rep repe repz repne repnz lock times strict bnd xacquire xrelease'.split(' '),
  sizes: 'byte word dword qword tword oword ptr rel abs short near far strict nosplit seg wrt'.split(' '),
  tokenizer: {
    root: [
      [/[ \t]+/, ''],
      [/\n/, ''],
      [/;.*/, 'comment'],
      [/%[-+]?[a-z]+/, { token: 'directive', next: '@operands' }],
      [/%%?@identifier:?/, { token: 'label' }],
      [/@identifier:/, 'label'],
      [/@identifier(?=[ \t]+(?:d[bwdqto]|res[bwdqto]|equ|incbin|times)\b)/, 'label'],
      [
        /@identifier/,
        {
          cases: {
            '@prefixes': 'mnemonic',
            '@data': { token: 'directive', next: '@operands' },
            '@directives': { token: 'directive', next: '@operands' },
            '@default': { token: 'mnemonic', next: '@operands' },
          },
        },
      ],
      [/\[/, { token: 'delimiter', next: '@operands' }],
      [/./, ''],
    ],
    operands: [
      [/\n/, { token: '', next: '@pop' }],
      [/[ \t]+/, ''],
      [/;.*/, 'comment'],
      [/"[^"\n]*"?|'[^'\n]*'?/, 'string'],
      [/`(?:\\.|[^`\\\n])*`?/, 'string'],
      [/0x[\da-f_]+|\$\d[\da-f_]*|\d[\da-f_]*h\b|[01][01_]*b\b|[0-7_]+[oq]\b|\d[\d_]*/, 'number'],
      [/%[-+]?[a-z]+|%\d|%\{[^}\n]*\}/, 'directive'],
      [/(?:@registers)\b/, 'register'],
      [/@identifier/, { cases: { '@sizes': 'size', '@data': 'directive', '@default': 'identifier' } }],
      [/[[\](),:+\-*/<>|&^~!]/, 'delimiter'],
      [/./, ''],
    ],
  },
};
