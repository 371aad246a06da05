/** Seeded chance: the same seed draws the same numbers, on every machine. */
export type Chance = {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** True with the probability given. */
  readonly strikes: (probability: number) => boolean;
  /** A whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number;
  /** One of the items; throws a RangeError when there is none. */
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** A waiting time with this mean, mostly short and sometimes long. */
  readonly wait: (mean: number) => number;
};

/** Makes chance from a seed (sfc32, a small generator without visible patterns). `lane` keeps several apart. */
export function createChance(seed: number, lane = 0): Chance {
  let a = 0x9e3779b9 ^ seed;
  let b = 0x243f6a88 ^ Math.imul(lane + 1, 0x85ebca6b);
  let c = 0xb7e15162;
  let d = seed | 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 15; warm++) next();
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    strikes: (probability) => probability > 0 && next() < probability,
    whole,
    pick: (items) => {
      const item = items[whole(0, items.length - 1)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
    wait: (mean) => -Math.log(1 - next()) * mean,
  };
}
