import { z } from "zod";
import { fileId, time } from "./identifier.ts";

/** A file of the shop's. Its bytes are the body of `POST …/files?name=` with its own Content-Type. */
export const file = z
  .object({ id: fileId, name: z.string(), mimeType: z.string(), size: z.int(), createdAt: time, url: z.string() })
  .meta({ id: "File" });

/** How a file is sent: its name stands in the query, its bytes are the whole body (100 MB at most). */
export const fileQuery = z.object({ name: z.string().min(1).max(240) });
/** How a file is fetched: `download` answers with `Content-Disposition: attachment`. */
export const downloadQuery = z.object({ download: z.stringbool().optional() });
