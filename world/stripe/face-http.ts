import { BodyTooLarge, type FaceManners, type FacePlace, type HttpFace, serveWorld } from "../face-http.ts";
import { ConnectionLost } from "./failure.ts";
import type { StripeWorld } from "./model-types.ts";

const manners: FaceManners = {
  // Evidence may have 5 MB; one that is larger is told so by the model.
  longestBody: 8 * 1024 * 1024,
  isSilence: (failure) => failure instanceof ConnectionLost || failure instanceof BodyTooLarge,
  fault: (failure) => ({
    type: "application/json",
    text: JSON.stringify({ error: { type: "api_error", message: `The world itself failed: ${String(failure)}` } }),
  }),
};

/** Serves a world's API and pay pages over HTTP and points new sessions at them. Rejects when the port is taken. */
export const serveStripe = (world: StripeWorld, place: FacePlace): Promise<HttpFace> =>
  serveWorld(world, manners, place);
