const windowBits = 4n;
const windowMask = (1n << windowBits) - 1n;

/**
 * `base ** exponent mod modulus`, four bits of the exponent at a time. `createDiffieHellman` could do it too, but
 * from Node 24 on it tests the group each time, which takes more than a second.
 */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n];
  for (let index = 1; index <= Number(windowMask); index += 1) {
    powers.push(((powers[index - 1] ?? 1n) * base) % modulus);
  }
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let bit = 0n; bit < windowBits; bit += 1n) result = (result * result) % modulus;
    result = (result * (powers[parseInt(digit, 16)] ?? 1n)) % modulus;
  }
  return result;
}
