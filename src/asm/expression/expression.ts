import type { Token } from '../source/token';

/** A parsed expression. Tokens are kept where an error can be reported. */
export type Expression =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'symbol'; readonly name: string; readonly token: Token }
  | { readonly kind: 'register'; readonly name: string; readonly token: Token }
  | { readonly kind: 'here'; readonly token: Token }
  | { readonly kind: 'base'; readonly token: Token }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression; readonly token: Token }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly token: Token;
    }
  | {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
      readonly token: Token;
    };

export type UnaryOperator = '-' | '+' | '~' | '!' | 'ilog2e' | 'ilog2w' | 'ilog2f' | 'ilog2c';

/** Whether the value may differ from pass to pass. */
export function isFixed(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
    case 'register':
      return true;
    case 'symbol':
    case 'here':
    case 'base':
      return false;
    case 'unary':
      return isFixed(expression.operand);
    case 'binary':
      return isFixed(expression.left) && isFixed(expression.right);
    case 'choice':
      return isFixed(expression.condition) && isFixed(expression.yes) && isFixed(expression.no);
  }
}
