/*
 * Records what the processor of this machine does with generated instruction cases, as lines of text for
 * tests/instructions/native-vectors.test.ts. Build and run it with tests/support/record-native-vectors.sh.
 *
 * A line: name, a tab, instruction bytes, mask of the flags that the manual defines for this case, then the state before
 * (RFLAGS, RAX, RCX, RDX, RBX, two quadwords of memory at RSI) and after, or "#DE". Hexadecimal; "-" in the state
 * after means unchanged.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

typedef struct {
  uint64_t flags, rax, rcx, rdx, rbx, memory[2];
} State;

enum { CF = 1, PF = 4, AF = 0x10, ZF = 0x40, SF = 0x80, OF = 0x800, ALL = 0x8d5 };

static uint8_t *code;
static sigjmp_buf divide_error;

static void on_signal(int number) { siglongjmp(divide_error, number); }

static uint64_t seed = 0x243f6a8885a308d3ull;
static uint64_t next_random(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}

static const uint64_t interesting[] = {
  0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000,
  0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff, 0x0123456789abcdef, 0xfedcba9876543210, 0xffffffff80000000,
};

static uint64_t operand(void) {
  uint64_t r = next_random();
  if (r & 3) return interesting[(r >> 8) % (sizeof interesting / sizeof *interesting)];
  return next_random() >> (r >> 8 & 63);
}

/* Runs code bytes with a state. Layout of the stub: load registers and flags, the instruction, store them. */
static int execute(const uint8_t *bytes, int length, State *state) {
  uint8_t *c = code;
  static const uint8_t before[] = {
    0x53,                         /* push rbx */
    0x56, 0x57,                   /* push rsi; push rdi */
    0xff, 0x37, 0x9d,             /* push [rdi]; popfq */
    0x48, 0x8b, 0x47, 0x08,       /* mov rax,[rdi+8] */
    0x48, 0x8b, 0x4f, 0x10,       /* mov rcx,[rdi+16] */
    0x48, 0x8b, 0x57, 0x18,       /* mov rdx,[rdi+24] */
    0x48, 0x8b, 0x5f, 0x20,       /* mov rbx,[rdi+32] */
    0x48, 0x8d, 0x77, 0x28,       /* lea rsi,[rdi+40] */
  };
  static const uint8_t after[] = {
    0x48, 0x8b, 0x3c, 0x24,       /* mov rdi,[rsp] */
    0x48, 0x89, 0x47, 0x08, 0x48, 0x89, 0x4f, 0x10, 0x48, 0x89, 0x57, 0x18, 0x48, 0x89, 0x5f, 0x20,
    0x9c, 0x8f, 0x07,             /* pushfq; pop [rdi] */
    0xfc, 0x5f, 0x5e, 0x5b, 0xc3, /* cld; pop rdi; pop rsi; pop rbx; ret */
  };
  memcpy(c, before, sizeof before);
  memcpy(c + sizeof before, bytes, length);
  memcpy(c + sizeof before + length, after, sizeof after);
  int number = sigsetjmp(divide_error, 1);
  if (number == 0) ((void (*)(State *))code)(state);
  return number;
}

static void print_state(const State *s, const State *reference) {
  const uint64_t *words = (const uint64_t *)s, *old = (const uint64_t *)reference;
  for (int k = 0; k < 7; k++) {
    uint64_t word = k == 0 ? words[0] & ALL : words[k];
    uint64_t was = old ? (k == 0 ? old[0] & ALL : old[k]) : 0;
    if (old && word == was) printf(" -");
    else printf(" %llx", (unsigned long long)word);
  }
}

static void record(const char *name, const uint8_t *bytes, int length, uint32_t mask, const State *start) {
  State state = *start;
  int number = execute(bytes, length, &state);
  if (number != 0 && number != SIGFPE) return;
  printf("%s\t", name);
  for (int k = 0; k < length; k++) printf("%02x", bytes[k]);
  printf(" %x", mask);
  print_state(start, 0);
  if (number == SIGFPE) printf(" #DE\n");
  else {
    print_state(&state, start);
    printf("\n");
  }
}

static State random_state(void) {
  State s = { (next_random() & ALL) | 2, operand(), operand(), operand(), operand(), { operand(), operand() } };
  return s;
}

static const int sizes[] = { 1, 2, 4, 8 };

/* Prefixes and opcode for an operand size; `opcode` is the 8-bit form, the others are one higher when `pair`. */
static int begin(uint8_t *b, int size, int two_byte, int opcode, int pair, int mandatory) {
  int n = 0;
  if (size == 2) b[n++] = 0x66;
  if (mandatory) b[n++] = mandatory;
  if (size == 8) b[n++] = 0x48;
  if (two_byte) b[n++] = 0x0f;
  b[n++] = opcode + (pair && size > 1);
  return n;
}

/* ModRM with ModRM.rm RBX or [RSI]. */
static int modrm(int reg, int memory) { return memory ? 0x06 | reg << 3 : 0xc3 | reg << 3; }

static void unary(const char *name, int opcode, int extension, uint32_t mask, int rounds) {
  for (int k = 0; k < 4; k++)
    for (int round = 0; round < rounds; round++) {
      uint8_t b[16];
      int n = begin(b, sizes[k], 0, opcode, 1, 0);
      b[n++] = modrm(extension, round & 1);
      State s = random_state();
      record(name, b, n, mask, &s);
    }
}

static void binary(const char *name, int two_byte, int opcode, int pair, int mandatory, int smallest, uint32_t mask, int rounds) {
  for (int k = 0; k < 4; k++)
    for (int round = 0; round < rounds; round++) {
      if (sizes[k] < smallest) continue;
      uint8_t b[16];
      int n = begin(b, sizes[k], two_byte, opcode, pair, mandatory);
      b[n++] = modrm(round & 2 ? 1 : 2, round & 1);
      State s = random_state();
      record(name, b, n, mask, &s);
    }
}

static uint32_t shift_mask(int extension, int size, int count) {
  int masked = count & (size == 8 ? 63 : 31);
  if (masked == 0) return ALL;
  if (extension < 4) {
    if (masked == 1) return ALL;
    return ALL & ~OF;
  }
  uint32_t mask = ALL & ~AF;
  if (masked != 1) mask &= ~OF;
  if (masked >= size * 8) mask &= ~CF;
  return mask;
}

static void shifts(void) {
  static const char *names[] = { "rol", "ror", "rcl", "rcr", "shl", "shr", "sal", "sar" };
  for (int e = 0; e < 8; e++)
    for (int k = 0; k < 4; k++)
      for (int round = 0; round < 24; round++) {
        uint8_t b[16];
        State s = random_state();
        int size = sizes[k];
        int count = round < 8 ? round * 5 : (int)(next_random() & 0x7f);
        if (round % 5 == 0) count = 1;
        int n = begin(b, size, 0, round % 3 == 0 ? 0xc0 : 0xd2, 1, 0);
        b[n++] = modrm(e, round & 1);
        if (round % 3 == 0) b[n++] = count;
        else s.rcx = (s.rcx & ~0xffull) | (count & 0xff);
        record(names[e], b, n, shift_mask(e, size, count), &s);
      }
  for (int k = 1; k < 4; k++)
    for (int round = 0; round < 40; round++) {
      uint8_t b[16];
      State s = random_state();
      int size = sizes[k];
      int count = round % 4 == 0 ? 1 : (int)(next_random() % (size == 2 ? 17 : 80));
      int masked = count & (size == 8 ? 63 : 31);
      if (masked > size * 8) continue;
      int right = round & 1, immediate = round & 4;
      int n = begin(b, size, 1, (right ? 0xac : 0xa4) + (immediate ? 0 : 1), 0, 0);
      b[n++] = modrm(2, round >> 1 & 1);
      if (immediate) b[n++] = count;
      else s.rcx = (s.rcx & ~0xffull) | count;
      uint32_t mask = masked == 0 ? ALL : masked == 1 ? ALL & ~AF : ALL & ~(AF | OF);
      record(right ? "shrd" : "shld", b, n, mask, &s);
    }
}

static void divisions(void) {
  for (int signedness = 0; signedness < 2; signedness++)
    for (int k = 0; k < 4; k++)
      for (int round = 0; round < 60; round++) {
        uint8_t b[16];
        int n = begin(b, sizes[k], 0, 0xf6, 1, 0);
        b[n++] = modrm(6 + signedness, round & 1);
        State s = random_state();
        if (round % 3 == 0) s.rdx = signedness ? (uint64_t)((int64_t)s.rax >> 63) : 0;
        if (round % 3 == 1) s.rdx = next_random() >> (next_random() & 63);
        record(signedness ? "idiv" : "div", b, n, 0, &s);
      }
}

static void conditions(void) {
  for (int c = 0; c < 16; c++)
    for (int round = 0; round < 12; round++) {
      State s = random_state();
      uint8_t set[] = { 0x0f, 0x90 + c, modrm(0, round & 1) };
      record("setcc", set, 3, ALL, &s);
      uint8_t b[16];
      int n = begin(b, sizes[1 + round % 3], 1, 0x40 + c, 0, 0);
      b[n++] = modrm(1, round & 1);
      record("cmovcc", b, n, ALL, &s);
      /* The flags of a comparison, not only of a flags image. */
      uint8_t compare[16] = { 0x39, modrm(2, 0), 0x0f, 0x90 + c, 0xc0 };
      record("cmp setcc", compare, 5, ALL, &s);
      uint8_t compare64[16] = { 0x48, 0x39, modrm(2, 0), 0x0f, 0x90 + c, 0xc0 };
      record("cmp setcc", compare64, 6, ALL, &s);
    }
}

static void plain(const char *name, const char *hexadecimal, uint32_t mask, int rounds) {
  uint8_t b[16];
  int n = 0;
  unsigned byte;
  for (; sscanf(hexadecimal + n * 2, "%2x", &byte) == 1; n++) b[n] = byte;
  for (int round = 0; round < rounds; round++) {
    State s = random_state();
    record(name, b, n, mask, &s);
  }
}

int main(void) {
  code = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_NODEFER };
  sigaction(SIGFPE, &action, 0);
  sigaction(SIGILL, &action, 0);

  static const char *arithmetic[] = { "add", "or", "adc", "sbb", "and", "sub", "xor", "cmp" };
  for (int op = 0; op < 8; op++) {
    uint32_t mask = op == 1 || op == 4 || op == 6 ? ALL & ~AF : ALL;
    binary(arithmetic[op], 0, op * 8, 1, 0, 1, mask, 16);
    binary(arithmetic[op], 0, op * 8 + 2, 1, 0, 1, mask, 8);
    for (int k = 0; k < 4; k++)
      for (int round = 0; round < 6; round++) {
        uint8_t b[16];
        int n = begin(b, sizes[k], 0, k == 0 ? 0x80 : 0x83, 0, 0);
        b[n++] = modrm(op, round & 1);
        b[n++] = (uint8_t)operand();
        State s = random_state();
        record(arithmetic[op], b, n, mask, &s);
      }
  }
  binary("test", 0, 0x84, 1, 0, 1, ALL & ~AF, 12);
  binary("xchg", 0, 0x86, 1, 0, 1, ALL, 8);
  binary("mov", 0, 0x88, 1, 0, 1, ALL, 8);
  binary("mov", 0, 0x8a, 1, 0, 1, ALL, 8);
  binary("xadd", 1, 0xc0, 1, 0, 1, ALL, 16);
  for (int round = 0; round < 2; round++) binary("cmpxchg", 1, 0xb0, 1, 0, 1, ALL, 16);
  for (int k = 0; k < 4; k++)
    for (int round = 0; round < 8; round++) {
      uint8_t b[16];
      int n = begin(b, sizes[k], 1, 0xb0, 1, 0);
      b[n++] = modrm(1, round & 1);
      State s = random_state();
      s.rbx = s.memory[0] = s.rax;
      record("cmpxchg", b, n, ALL, &s);
    }
  unary("not", 0xf6, 2, ALL, 8);
  unary("neg", 0xf6, 3, ALL, 16);
  unary("inc", 0xfe, 0, ALL, 16);
  unary("dec", 0xfe, 1, ALL, 16);
  unary("mul", 0xf6, 4, CF | OF, 24);
  unary("imul", 0xf6, 5, CF | OF, 24);
  binary("imul", 1, 0xaf, 0, 0, 2, CF | OF, 40);
  for (int k = 1; k < 4; k++)
    for (int round = 0; round < 24; round++) {
      uint8_t b[16];
      int n = begin(b, sizes[k], 0, 0x6b, 0, 0);
      b[n++] = modrm(1, round & 1);
      b[n++] = (uint8_t)operand();
      State s = random_state();
      record("imul", b, n, CF | OF, &s);
    }
  divisions();
  shifts();
  static const char *bits[] = { "bt", "bts", "btr", "btc" };
  for (int op = 0; op < 4; op++)
    for (int k = 1; k < 4; k++)
      for (int round = 0; round < 16; round++) {
        uint8_t b[16];
        State s = random_state();
        if (round & 1) {
          int n = begin(b, sizes[k], 1, 0xba, 0, 0);
          b[n++] = modrm(4 + op, round >> 1 & 1);
          b[n++] = (uint8_t)next_random();
          record(bits[op], b, n, CF | ZF, &s);
        } else {
          int n = begin(b, sizes[k], 1, 0xa3 + op * 8, 0, 0);
          int memory = round >> 1 & 1;
          /* A bit string in memory: stay inside the sixteen bytes. */
          if (memory) s.rdx = next_random() & 63;
          b[n++] = modrm(2, memory);
          record(bits[op], b, n, CF | ZF, &s);
        }
      }
  binary("bsf", 1, 0xbc, 0, 0, 2, ZF, 24);
  binary("bsr", 1, 0xbd, 0, 0, 2, ZF, 24);
  binary("tzcnt", 1, 0xbc, 0, 0xf3, 2, CF | ZF, 24);
  binary("lzcnt", 1, 0xbd, 0, 0xf3, 2, CF | ZF, 24);
  binary("popcnt", 1, 0xb8, 0, 0xf3, 2, ALL, 24);
  binary("movzx", 1, 0xb6, 0, 0, 2, ALL, 8);
  binary("movzx", 1, 0xb7, 0, 0, 4, ALL, 8);
  binary("movsx", 1, 0xbe, 0, 0, 2, ALL, 8);
  binary("movsx", 1, 0xbf, 0, 0, 4, ALL, 8);
  binary("movsxd", 0, 0x63, 0, 0, 4, ALL, 8);
  conditions();
  plain("cbw", "6698", ALL, 6);
  plain("cwde", "98", ALL, 6);
  plain("cdqe", "4898", ALL, 6);
  plain("cwd", "6699", ALL, 6);
  plain("cdq", "99", ALL, 6);
  plain("cqo", "4899", ALL, 6);
  plain("bswap", "0fcb", ALL, 6);
  plain("bswap", "480fcb", ALL, 6);
  plain("movbe", "660f38f006", ALL, 6);
  plain("movbe", "0f38f006", ALL, 6);
  plain("movbe", "480f38f006", ALL, 6);
  plain("movbe", "480f38f116", ALL, 6);
  plain("crc32", "f20f38f0ca", ALL, 6);
  plain("crc32", "f2480f38f1ca", ALL, 6);
  plain("crc32", "66f20f38f1ca", ALL, 6);
  plain("cmpxchg8b", "0fc70e", ALL, 12);
  for (int round = 0; round < 8; round++) {
    uint8_t b8[] = { 0x0f, 0xc7, 0x0e }, b16[] = { 0x48, 0x0f, 0xc7, 0x0e };
    State s = random_state();
    s.rax = (uint32_t)s.memory[0] | (s.rax & ~0xffffffffull);
    s.rdx = s.memory[0] >> 32 | (s.rdx & ~0xffffffffull);
    record("cmpxchg8b", b8, 3, ALL, &s);
    (void)b16;
  }
  plain("lahf", "9f", ALL, 8);
  plain("sahf", "9e", ALL, 8);
  plain("clc", "f8", ALL, 3);
  plain("stc", "f9", ALL, 3);
  plain("cmc", "f5", ALL, 6);
  plain("inc adc", "fec34811d1", ALL, 8);
  plain("shl adc", "48c1e30311d1", ALL & ~0, 8);
  plain("high bytes", "00e3", ALL, 8);
  plain("high bytes", "28fc", ALL, 8);
  plain("lea", "488d0c53", ALL, 4);
  plain("lea", "8d4c8bf8", ALL, 4);
  plain("lea", "67488d4cd340", ALL, 4);
  plain("lea", "668d0c5b", ALL, 4);
  plain("rotate keeps", "31d148d1c3", ALL & ~AF, 8);
  return 0;
}
