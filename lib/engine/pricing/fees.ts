/** Prices of the engine are those of the domain; the verifier alone has its own. */
export { feeRoundedUp, unitFee, wholeExponent } from '../../domain/fees';
