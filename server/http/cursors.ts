import { createHmac, timingSafeEqual } from "node:crypto";
import { wrongField, wrongFields } from "./api/refusals.ts";

/** Where a page ended: the values it was ordered by. */
export type CursorPlace = readonly (string | number | null)[];

/** Writes and reads the cursors of one list of one shop. */
export type Cursors = {
  readonly write: (place: CursorPlace) => string;
  /** Undefined for the first page. A cursor that was not written here for this list is refused. */
  readonly read: (cursor: string | undefined) => CursorPlace | undefined;
};

/** Signed, so that nobody can look around with a made-up one; bound to the list, so that none serves another. */
export function createCursors(key: Uint8Array, list: string): Cursors {
  const sign = (body: string): Buffer => createHmac("sha256", key).update(`${list}\n${body}`).digest().subarray(0, 12);
  return {
    write(place) {
      const body = Buffer.from(JSON.stringify(place)).toString("base64url");
      return `${body}.${sign(body).toString("base64url")}`;
    },
    read(cursor) {
      if (cursor === undefined) return undefined;
      const [body = "", mark = ""] = cursor.split(".", 2);
      const given = Buffer.from(mark, "base64url");
      const right = sign(body);
      if (given.length !== right.length || !timingSafeEqual(given, right))
        throw wrongFields(wrongField("/cursor", "list.cursor"));
      return JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as CursorPlace;
    },
  };
}
