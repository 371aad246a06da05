/** Powers of 2 in the field of 256 elements that QR symbols use (ISO/IEC 18004: x⁸ + x⁴ + x³ + x² + 1), and their logarithms. */
const powers = new Uint8Array(255);
const logarithms = new Uint8Array(256);
for (let n = 0, power = 1; n < 255; n++) {
  powers[n] = power;
  logarithms[power] = n;
  power <<= 1;
  if (power > 255) power ^= 0x11d;
}

/** The product of two elements. */
export const product = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (powers[((logarithms[a] ?? 0) + (logarithms[b] ?? 0)) % 255] ?? 0);

/** Two to a power. */
export const powerOfTwo = (exponent: number): number => powers[exponent % 255] ?? 0;

/** The polynomial whose roots are the first `degree` powers of two, highest coefficient first, without its leading 1. */
function generator(degree: number): readonly number[] {
  let polynomial = [1];
  for (let n = 0; n < degree; n++) {
    const root = powerOfTwo(n);
    const shifted = [...polynomial, 0];
    polynomial = shifted.map((coefficient, at) =>
      at === 0 ? coefficient : coefficient ^ product(polynomial[at - 1] ?? 0, root),
    );
  }
  return polynomial.slice(1);
}

/** The error correction codewords of a block: the remainder of its division by the generator. */
export function correctionOf(block: readonly number[], degree: number): readonly number[] {
  const divisor = generator(degree);
  let rest: readonly number[] = divisor.map(() => 0);
  for (const codeword of block) {
    const factor = codeword ^ (rest[0] ?? 0);
    rest = divisor.map((coefficient, n) => (rest[n + 1] ?? 0) ^ product(coefficient, factor));
  }
  return rest;
}
