// Makes sources of random instructions: the same ones every time, so that only NASM's bytes need to be kept
// (tests/programs/asm/generated-*.bin, recorded by record-nasm-goldens.mjs).

/** How many instructions are made for each mode. */
export const GENERATED = { 64: 3000, 32: 1200, 16: 800 };

const SEED = 2016;

/** A small generator of pseudo-random numbers; whole numbers below `n`. */
function numbers(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const WORD = { 1: 'byte', 2: 'word', 4: 'dword', 8: 'qword', 16: 'oword' };
const CONDITIONS = 'o no b c nae ae nb nc e z ne nz be na a nbe s ns p pe np po l nge ge nl le ng g nle'.split(' ');
const LEGACY = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'];

/** The source for one mode. */
export function generateSource(bits) {
  const below = numbers(SEED + bits);
  const pick = (list) => list[below(list.length)];
  const chance = (n) => below(n) === 0;
  const wide = bits === 64;
  const sizes = wide ? [1, 2, 4, 8] : [1, 2, 4];
  const upper = [8, 9, 10, 11, 12, 13, 14, 15];
  const lines = [];
  let labels = 0;

  function register(size) {
    const number = below(8);
    if (wide && chance(3)) return `r${pick(upper)}${{ 1: 'b', 2: 'w', 4: 'd', 8: '' }[size]}`;
    if (size === 1)
      return (wide ? ['al', 'cl', 'dl', 'bl', 'spl', 'bpl', 'sil', 'dil'] : 'al cl dl bl ah ch dh bh'.split(' '))[
        number
      ];
    return `${{ 2: '', 4: 'e', 8: 'r' }[size]}${LEGACY[number]}`;
  }

  /** An immediate that fits into so many bytes; near the limits more often than not. */
  function immediate(size) {
    const limits = [0, 1, -1, 5, 10, 0x7f, -0x80];
    if (size >= 2) limits.push(0x80, -0x81, 0xff, 0x100, 0x1234, 0x7fff, -0x8000);
    if (size >= 4) limits.push(0x8000, 0xffff, 0x12345678, 0x7fffffff, -0x80000000);
    if (size === 1) limits.push(0x80, 0xff);
    if (size === 2) limits.push(0xffff, 0xff80, 0x8000);
    if (size === 4) limits.push('0xffffffff', '0x80000000', '0xffffff80');
    const value = pick(limits);
    if (typeof value === 'number' && value > 9 && chance(2)) return `0x${value.toString(16)}`;
    return chance(12) ? `(${value} + 0)` : String(value);
  }

  function displacement() {
    return chance(3)
      ? ''
      : pick([
          '+0',
          '+1',
          '+5',
          '+0x7f',
          '+0x80',
          '-0x80',
          '-0x81',
          '-8',
          '+0x1000',
          '+first-$$',
          '+0x12345',
          '-0x7ffff',
        ]);
  }

  function address() {
    if (bits === 16 && !chance(4)) {
      const offset = chance(3) ? '' : pick(['+0', '+1', '+0x7f', '+0x80', '-0x80', '-0x81', '+0x1234']);
      return `${pick(['bx+si', 'bx+di', 'bp+si', 'bp+di', 'si', 'di', 'bp', 'bx', 'si+bx'])}${offset}`;
    }
    if (chance(6))
      return wide
        ? pick(['rel first', 'abs first', 'first', 'rel first+8', '0x1234', 'abs 0x12345678'])
        : pick(['first', '0x1234', 'first+4']);
    const size = wide ? (chance(8) ? 4 : 8) : 4;
    const base = chance(7) ? '' : register(size);
    let index = '';
    if (base === '' || chance(2)) {
      do index = register(size);
      while (index === 'esp' || index === 'rsp');
      index += `*${pick(base === '' ? [1, 2, 3, 4, 5, 8, 9] : [1, 2, 4, 8])}`;
      if (/\*[359]$/.test(index) && base !== '') index = index.replace(/\*\d/, '*4');
    }
    return `${[base, index].filter((part) => part !== '').join('+')}${displacement()}`;
  }

  /** Memory; with its size when `size` is not 0. */
  function memory(size) {
    const segment = chance(14) ? `${pick(wide ? ['fs', 'gs'] : ['es', 'cs', 'ss', 'ds', 'fs', 'gs'])}:` : '';
    const where = address();
    const text = /^(rel|abs) /.test(where) && segment !== '' ? `[${segment}${where.slice(4)}]` : `[${segment}${where}]`;
    return size === 0 ? text : `${WORD[size]} ${text}`;
  }

  const either = (size) => (chance(2) ? register(size) : memory(size));
  const immediateOf = (size) => immediate(Math.min(size, 4));
  /** A label near enough for every jump: the last one, or the next. */
  const near = () => `l${chance(2) ? labels : Math.max(labels - 1, 0)}`;
  const target = () => `l${below(60)}`;
  const big = () => pick(sizes.slice(1));
  const native = wide ? 8 : 4;
  const pushed = () => (wide ? pick([8, 2]) : pick([2, 4]));

  const makers = [
    [
      12,
      () => {
        const size = pick(sizes);
        return `${pick('add or adc sbb and sub xor cmp'.split(' '))} ${pick([() => `${register(size)}, ${either(size)}`, () => `${memory(0)}, ${register(size)}`])()}`;
      },
    ],
    [
      12,
      () => {
        const size = pick(sizes);
        return `${pick('add or adc sbb and sub xor cmp'.split(' '))} ${either(size)}, ${immediateOf(size)}`;
      },
    ],
    [
      2,
      () => {
        const size = big();
        return `${pick('add or and sub xor cmp'.split(' '))} ${register(size)}, ${pick(['byte 5', 'byte -1', 'strict byte 5', size === 8 ? 'byte -128' : `strict ${WORD[size]} 5`])}`;
      },
    ],
    [
      10,
      () => {
        const size = pick(sizes);
        return `mov ${pick([() => `${register(size)}, ${either(size)}`, () => `${memory(0)}, ${register(size)}`, () => `${memory(size)}, ${immediateOf(size)}`])()}`;
      },
    ],
    [
      4,
      () => {
        const size = pick(sizes);
        return `mov ${register(size)}, ${size === 8 ? pick(['0x123456789abcdef0', '-1', '0xffffffff', '0x80000000', '-0x80000000', 'first', '0x7fffffff', 'dword 5', 'strict dword -5', 'strict qword 5']) : immediate(size)}`;
      },
    ],
    [
      2,
      () => {
        const size = pick(sizes);
        const a = { 1: 'al', 2: 'ax', 4: 'eax', 8: 'rax' }[size];
        return pick([
          `mov ${a}, [0x1234]`,
          `mov [0x1234], ${a}`,
          wide ? `mov ${a}, [qword 0x112233445566]` : `mov ${a}, [first]`,
        ]);
      },
    ],
    [
      2,
      () =>
        pick([
          `mov ${pick(['ds', 'es', 'fs', 'gs', 'ss'])}, ${register(2)}`,
          `mov ${register(big())}, ${pick(['cs', 'ds', 'ss', 'gs'])}`,
          `mov ${memory(0)}, ds`,
          `mov es, ${memory(0)}`,
        ]),
    ],
    [
      2,
      () =>
        pick([
          `mov cr${pick([0, 3, 4])}, ${register(native)}`,
          `mov ${register(native)}, cr${pick([0, 2, 3, 4])}`,
          `mov dr${pick([0, 6, 7])}, ${register(native)}`,
          `mov ${register(native)}, dr${pick([1, 6, 7])}`,
        ]),
    ],
    [
      4,
      () => {
        const size = pick(sizes);
        return `test ${pick([() => `${either(size)}, ${register(size)}`, () => `${either(size)}, ${immediateOf(size)}`])()}`;
      },
    ],
    [
      3,
      () => {
        const size = pick(sizes);
        return pick([`xchg ${register(size)}, ${either(size)}`, `xchg ${memory(0)}, ${register(size)}`]);
      },
    ],
    [6, () => `${pick('inc dec neg not mul imul div idiv'.split(' '))} ${either(pick(sizes))}`],
    [
      4,
      () => {
        const size = big();
        return pick([
          `imul ${register(size)}, ${either(size)}`,
          `imul ${register(size)}, ${either(size)}, ${immediateOf(size)}`,
          `imul ${register(size)}, ${immediateOf(size)}`,
        ]);
      },
    ],
    [
      6,
      () =>
        `${pick('rol ror rcl rcr shl sal shr sar'.split(' '))} ${either(pick(sizes))}, ${pick(['1', 'cl', '5', '31', 'byte 1'])}`,
    ],
    [
      2,
      () => {
        const size = big();
        return `${pick(['shld', 'shrd'])} ${pick([register(size), memory(0)])}, ${register(size)}, ${pick(['cl', '3'])}`;
      },
    ],
    [
      3,
      () => {
        const size = big();
        return `${pick('bt bts btr btc'.split(' '))} ${pick([`${either(size)}, ${register(size)}`, `${either(size)}, ${below(32)}`])}`;
      },
    ],
    [
      2,
      () => {
        const size = big();
        return `${pick('bsf bsr popcnt lzcnt tzcnt'.split(' '))} ${register(size)}, ${pick([register(size), memory(0)])}`;
      },
    ],
    [
      4,
      () => {
        const size = big();
        return `${pick(['movzx', 'movsx'])} ${register(size)}, ${either(size === 2 ? 1 : pick([1, 2]))}`;
      },
    ],
    [wide ? 1 : 0, () => `movsxd ${register(8)}, ${either(4)}`],
    [5, () => `lea ${register(big())}, ${memory(0)}`],
    [
      4,
      () =>
        pick([
          () => `push ${register(pushed())}`,
          () => `pop ${register(pushed())}`,
          () => `push ${memory(pushed())}`,
          () => `pop ${memory(pushed())}`,
        ])(),
    ],
    [
      3,
      () =>
        `push ${pick(['5', '-1', '127', '128', '-129', '0x12345', 'word 5', 'word 0x1234', wide ? 'qword 5' : 'dword 5', 'strict byte 5', 'byte -3'])}`,
    ],
    [1, () => pick(wide ? ['push fs', 'pop gs'] : ['push es', 'pop ds', 'push cs', 'push fs', 'pop gs', 'pop ss'])],
    [8, () => `j${pick(CONDITIONS)} ${pick([target, target, () => `near ${target()}`, () => `short ${near()}`])()}`],
    [4, () => `${pick(['jmp', 'call'])} ${pick([target, target, () => `near ${target()}`])()}`],
    [1, () => `jmp short ${near()}`],
    [2, () => `${pick(['loop', 'loope', 'loopne', 'jecxz', wide ? 'jrcxz' : 'jcxz'])} ${near()}`],
    [
      2,
      () =>
        `${pick(['jmp', 'call'])} ${pick([register(wide ? 8 : pick([2, 4])), memory(wide ? 8 : pick([2, 4])), `far ${memory(0)}`])}`,
    ],
    [wide ? 0 : 1, () => `${pick(['jmp', 'call'])} ${pick(['', 'word ', 'dword '])}0x10:${pick(['0x1234', 'first'])}`],
    [3, () => `set${pick(CONDITIONS)} ${either(1)}`],
    [
      3,
      () => {
        const size = big();
        return `cmov${pick(CONDITIONS)} ${register(size)}, ${pick([register(size), memory(0)])}`;
      },
    ],
    [
      3,
      () =>
        `${pick(['', 'rep ', 'a32 '])}${pick(['movs', 'stos', 'lods'])}${pick(wide ? ['b', 'w', 'd', 'q'] : ['b', 'w', 'd'])}`,
    ],
    [2, () => `${pick(['', 'repe ', 'repne ', 'repz '])}${pick(['cmps', 'scas'])}${pick(['b', 'w', 'd'])}`],
    [1, () => `${pick(['', 'rep '])}${pick(['ins', 'outs'])}${pick(['b', 'w', 'd'])}`],
    [
      2,
      () => {
        const a = pick(['al', 'ax', 'eax']);
        return pick([`in ${a}, ${pick(['dx', '0x60', '255'])}`, `out ${pick(['dx', '0x64', '1'])}, ${a}`]);
      },
    ],
    [
      1,
      () =>
        pick([
          'int 3',
          'int3',
          'int 0x80',
          'enter 16, 0',
          'enter 0x1000, 5',
          'ret',
          'ret 8',
          'retf',
          'retf 4',
          'leave',
          'iret',
          'int1',
        ]),
    ],
    [
      3,
      () => {
        const size = pick(sizes);
        return `${pick(['', 'lock '])}${pick(['cmpxchg', 'xadd'])} ${memory(0)}, ${register(size)}`;
      },
    ],
    [2, () => `lock ${pick(['add', 'sub', 'and', 'or', 'xor'])} ${memory(0)}, ${register(pick(sizes))}`],
    [1, () => `lock ${pick(['inc', 'dec', 'not', 'neg'])} ${memory(pick(sizes))}`],
    [1, () => `${pick(wide ? ['cmpxchg8b', 'cmpxchg16b'] : ['cmpxchg8b'])} ${memory(0)}`],
    [
      2,
      () =>
        pick([
          `bswap ${register(wide ? pick([4, 8]) : 4)}`,
          `movbe ${register(big())}, ${memory(0)}`,
          `crc32 eax, ${either(pick([1, 2, 4]))}`,
          `rdrand ${register(big())}`,
          `rdseed ${register(big())}`,
        ]),
    ],
    [
      3,
      () => {
        const size = wide ? pick([4, 8]) : 4;
        const [a, b, c] = [register(size), register(size), register(size)];
        return pick([
          `andn ${a}, ${b}, ${c}`,
          `bextr ${a}, ${b}, ${c}`,
          `blsi ${a}, ${b}`,
          `blsr ${a}, ${b}`,
          `bzhi ${a}, ${b}, ${c}`,
          `mulx ${a}, ${b}, ${c}`,
          `pdep ${a}, ${b}, ${memory(0)}`,
          `pext ${a}, ${b}, ${c}`,
          `rorx ${a}, ${b}, 7`,
          `shlx ${a}, ${memory(0)}, ${b}`,
          `sarx ${a}, ${b}, ${c}`,
          `adcx ${a}, ${b}`,
          `adox ${a}, ${memory(0)}`,
        ]);
      },
    ],
    [
      4,
      () =>
        pick(
          'nop cbw cwde cwd cdq clc stc cmc cld std cli sti hlt cpuid rdtsc rdtscp rdmsr wrmsr rdpmc clts invd wbinvd pushf popf lahf sahf xlatb mfence lfence sfence pause syscall sysenter sysexit ud2 vmlaunch vmresume vmcall vmxoff vmfunc monitor mwait xgetbv xsetbv clac stac'.split(
            ' ',
          ),
        ),
    ],
    [
      wide ? 2 : 0,
      () =>
        pick([
          'cdqe',
          'cqo',
          'swapgs',
          'iretq',
          'pushfq',
          'popfq',
          'movsq',
          'retfq',
          'o64 sysret',
          `rdfsbase ${register(8)}`,
          `wrgsbase ${register(4)}`,
        ]),
    ],
    [
      wide ? 0 : 2,
      () =>
        pick([
          'aaa',
          'aas',
          'daa',
          'das',
          'aam',
          'aad 7',
          'into',
          'pusha',
          'popa',
          'pushad',
          'popaw',
          'salc',
          `les ${register(4)}, ${memory(0)}`,
          `lds ${register(2)}, ${memory(0)}`,
          `bound ${register(4)}, ${memory(0)}`,
          `arpl ${register(2)}, ${register(2)}`,
        ]),
    ],
    [
      3,
      () =>
        pick([
          `lgdt ${memory(0)}`,
          `lidt ${memory(0)}`,
          `sgdt ${memory(0)}`,
          `sidt ${memory(0)}`,
          `lldt ${register(2)}`,
          `ltr ${register(2)}`,
          `str ${register(big())}`,
          `sldt ${register(2)}`,
          `smsw ${register(big())}`,
          `lmsw ${register(2)}`,
          `invlpg ${memory(0)}`,
          `lar ${register(big())}, ${register(2)}`,
          `lsl ${register(big())}, ${memory(0)}`,
          `verr ${register(2)}`,
          `verw ${memory(0)}`,
        ]),
    ],
    [
      4,
      () =>
        pick([
          `vmread ${register(native)}, ${register(native)}`,
          `vmread ${memory(0)}, ${register(native)}`,
          `vmwrite ${register(native)}, ${register(native)}`,
          `vmwrite ${register(native)}, ${memory(0)}`,
          `vmptrld ${memory(0)}`,
          `vmclear ${memory(0)}`,
          `vmxon ${memory(0)}`,
          `vmptrst ${memory(0)}`,
          `invept ${register(native)}, ${memory(0)}`,
          `invvpid ${register(native)}, ${memory(0)}`,
        ]),
    ],
    [
      2,
      () =>
        pick([
          `prefetchnta ${memory(0)}`,
          `prefetcht0 ${memory(0)}`,
          `prefetchw ${memory(0)}`,
          `clflush ${memory(0)}`,
          `fxsave ${memory(0)}`,
          `xsave ${memory(0)}`,
          `xrstor ${memory(0)}`,
          `ldmxcsr ${memory(0)}`,
        ]),
    ],
    [
      3,
      () => {
        const x = () => `xmm${below(wide ? 16 : 8)}`;
        return pick([
          `movaps ${x()}, ${x()}`,
          `movups ${x()}, ${memory(0)}`,
          `movdqa ${memory(0)}, ${x()}`,
          `movd ${x()}, ${register(4)}`,
          `pxor ${x()}, ${x()}`,
          `addps ${x()}, ${memory(0)}`,
          `cvtsi2sd ${x()}, ${register(4)}`,
          `shufps ${x()}, ${x()}, ${below(256)}`,
          `vaddps ${x()}, ${x()}, ${memory(0)}`,
          `vpxor y${x().slice(1)}, y${x().slice(1)}, y${x().slice(1)}`,
          `aesenc ${x()}, ${x()}`,
        ]);
      },
    ],
    [
      2,
      () =>
        pick([
          `fld ${pick(['dword', 'qword', 'tword'])} ${memory(0)}`,
          `fstp ${pick(['dword', 'qword'])} ${memory(0)}`,
          `fadd st${below(8)}`,
          `faddp`,
          `fild word ${memory(0)}`,
          `fxch st${below(8)}`,
          'fninit',
          'finit',
          `fnstcw ${memory(0)}`,
          'fnstsw ax',
        ]),
    ],
  ];
  const weights = makers.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));

  lines.push(`bits ${bits}`, 'first: db 0');
  for (let n = 0; n < GENERATED[bits]; n += 1) {
    // Four instructions are never longer than a short jump reaches.
    if (n % 4 === 0) {
      labels = n / 4;
      lines.push(`l${labels}:`);
    }
    lines.push(`  ${pick(weights)()}`);
  }
  return `${lines.join('\n')}\n`;
}
