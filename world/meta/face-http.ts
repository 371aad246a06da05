import { type FaceManners, type FacePlace, type HttpFace, serveWorld } from "../face-http.ts";
import { type MetaWorld, NeverAnswered } from "./model-types.ts";

const manners: FaceManners = {
  // Media may have 100 MB, with a little around it.
  longestBody: 105 * 1024 * 1024,
  isSilence: (failure) => failure instanceof NeverAnswered,
  fault: (failure) => {
    const message = failure instanceof Error ? failure.message : "unknown";
    return { type: "application/json", text: JSON.stringify({ error: { message, type: "WorldError", code: 1 } }) };
  },
};

/** Serves a world over HTTP; its `url` is what a channel is given as its Graph address, and media addresses point to it. */
export const serveMeta = (world: MetaWorld, place: FacePlace): Promise<HttpFace> => serveWorld(world, manners, place);
