/**
 * The one place that imports iced-x86. In Node the package loads its WebAssembly itself; in the browser the transform
 * of build/iced-x86-plugin.ts makes it an ES module that has done so before anything here runs.
 */
export {
  Code,
  CodeExt,
  CpuidFeature,
  Decoder,
  DecoderOptions,
  Encoder,
  EncodingKind,
  Formatter,
  FormatterSyntax,
  Instruction,
  InstructionInfoFactory,
  MandatoryPrefix,
  MemorySizeExt,
  Mnemonic,
  OpAccess,
  OpCodeInfo,
  OpCodeOperandKind,
  OpCodeTableKind,
  OpKind,
  Register,
  RegisterExt,
  RflagsBits,
} from 'iced-x86';
