/** The wanted value where it is one of those there are, else the first. */
export const choose = <Value extends string>(wanted: string | undefined, among: readonly [Value, ...Value[]]): Value =>
  among.find((one) => one === wanted) ?? among[0];
