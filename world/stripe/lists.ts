import { invalidRequest } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import { type Fields, groupAt, textAt, wholeAt } from "./parameters.ts";

/** A page of objects, newest first. */
export type ListObject<T> = { object: "list"; data: T[]; has_more: boolean; url: string };

const range: Fields = {
  gt: { is: "whole" },
  gte: { is: "whole" },
  lt: { is: "whole" },
  lte: { is: "whole" },
};

/** The parameters every list route knows. */
export const pageFields: Fields = {
  limit: { is: "whole" },
  starting_after: { is: "text" },
  ending_before: { is: "text" },
  expand: { is: "list", of: { is: "text" }, max: 20 },
};

/** The `created` filter: bounds in seconds since the epoch. */
export const createdFields: Fields = { created: { is: "group", fields: range } };

type Listed = { readonly id: string; readonly created?: number };

/**
 * One page of `oldestFirst`, which is turned around. Throws a 400 `ApiFailure` when `limit` is not 1 to 100 or the
 * cursor names no object of the list.
 */
export function pageOf<T extends Listed>(asked: ParameterTree, oldestFirst: readonly T[], url: string): ListObject<T> {
  const limit = wholeAt(asked, "limit") ?? 10;
  if (limit < 1 || limit > 100) {
    const message = limit < 1 ? "This value must be greater than or equal to 1." : "Limit must be 100 or less.";
    throw invalidRequest(message, { code: "parameter_invalid_integer", param: "limit" });
  }
  const all = oldestFirst.filter((item) => isInRange(asked, item)).reverse();
  const after = textAt(asked, "starting_after");
  const before = textAt(asked, "ending_before");
  if (before !== null) {
    const end = placeOf(all, before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: all.slice(start, end), has_more: start > 0, url };
  }
  const start = after === null ? 0 : placeOf(all, after, "starting_after") + 1;
  return { object: "list", data: all.slice(start, start + limit), has_more: start + limit < all.length, url };
}

function placeOf(all: readonly Listed[], id: string, param: string): number {
  const place = all.findIndex((item) => item.id === id);
  if (place < 0) throw invalidRequest(`No such object: '${id}'`, { code: "resource_missing", param });
  return place;
}

function isInRange(asked: ParameterTree, item: Listed): boolean {
  const bounds = groupAt(asked, "created");
  if (bounds.size === 0 || item.created === undefined) return true;
  const { created } = item;
  const [gt, gte, lt, lte] = ["gt", "gte", "lt", "lte"].map((name) => wholeAt(bounds, name));
  return (
    (gt == null || created > gt) &&
    (gte == null || created >= gte) &&
    (lt == null || created < lt) &&
    (lte == null || created <= lte)
  );
}
