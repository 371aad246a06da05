/** A change of one production file, made in memory while it is loaded. `find` must stand in it exactly once. */
export type Patch = { readonly file: string; readonly find: string; readonly replace: string };

/** A bug that others had, planted into our code to see that the simulation finds it. */
export type PlantedBug = {
  readonly name: string;
  /** Where it was seen. */
  readonly seenAt: string;
  readonly patches: readonly Patch[];
};
