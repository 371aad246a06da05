import { invalidRequest } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import type { Metadata } from "./objects.ts";
import { type Fields, textAt, wholeAt } from "./parameters.ts";
import { seconds, type StripeState } from "./state.ts";

/** A page of what a search found. */
type SearchResult<T> = { object: "search_result"; data: T[]; has_more: boolean; next_page: null; url: string };

/** The parameters of a search. */
export const searchFields: Fields = {
  query: { is: "text", required: true },
  limit: { is: "whole" },
  page: { is: "unplayed" },
  expand: { is: "list", of: { is: "text" }, max: 20 },
};

/**
 * What a search of the form `metadata['name']:'value'` finds, the newest first. What was made within the world's search
 * lag is not found yet (docs.stripe.com/search: under a minute, an hour at worst). Throws a 400 `ApiFailure` on queries
 * this world does not play.
 */
export function found<T extends { readonly created: number; readonly metadata: Metadata }>(
  state: StripeState,
  asked: ParameterTree,
  all: readonly T[],
  url: string,
): SearchResult<T> {
  const query = textAt(asked, "query") ?? "";
  const [, name = "", text] = /^metadata\['([^']+)'\]:'((?:[^'\\]|\\.)*)'$/.exec(query) ?? [];
  if (text === undefined) {
    throw invalidRequest(`This world does not play the search query ${query}.`, { param: "query" });
  }
  const value = text.replaceAll(/\\(.)/g, "$1");
  const newest = seconds(state) - Math.ceil(state.searchLagMs / 1000);
  const data = all
    .filter(({ created, metadata }) => created <= newest && Object.hasOwn(metadata, name) && metadata[name] === value)
    .toReversed()
    .slice(0, wholeAt(asked, "limit") ?? 10);
  return { object: "search_result", data, has_more: false, next_page: null, url };
}
