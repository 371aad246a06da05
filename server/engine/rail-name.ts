import type { Wording } from "#domain/wording";
import type { Rail } from "#engine/shops";

/** A rail as customers read it: the name the merchant gave it, else what it is. */
export const nameOfRail = (rail: Rail | undefined): Wording => {
  if (rail === undefined) return { literal: "?" };
  const { means } = rail.plug.capabilities;
  return rail.name === rail.kind && means !== undefined ? { text: `rail.${means}` } : { literal: rail.name };
};
