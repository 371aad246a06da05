import { BodyTooLarge, type FaceManners, type FacePlace, type HttpFace, serveWorld } from "../face-http.ts";
import { ConnectionLost } from "./failure.ts";
import type { LyraWorld } from "./model-types.ts";

const manners: FaceManners = {
  longestBody: 1024 * 1024,
  isSilence: (failure) => failure instanceof ConnectionLost || failure instanceof BodyTooLarge,
  fault: (failure) => ({ type: "text/plain; charset=utf-8", text: `The world itself failed: ${String(failure)}` }),
};

/** Serves a world's API and pay pages over HTTP and points new links at them. Rejects when the port is taken. */
export const serveLyra = (world: LyraWorld, place: FacePlace): Promise<HttpFace> => serveWorld(world, manners, place);
