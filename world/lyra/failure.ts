import { type ErrorCode, errorMessages } from "./error-codes.ts";

/** The four words Lyra says about an error; the last two are null when there is nothing to add. */
export type ErrorWords = {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string;
  readonly detailedErrorCode: string | null;
  readonly detailedErrorMessage: string | null;
};

/** Lyra cuts every word of an error at this length (docs.lyra.com, rest/V4.0/api/errors-reference.html). */
const longestWords = 127;

/** The words of an error. `detail` says which value was wrong, `detailedCode` what the acquirer said. */
export function wordsOf(
  errorCode: ErrorCode,
  detail: string | null = null,
  detailedCode: string | null = null,
): ErrorWords {
  return {
    errorCode,
    errorMessage: errorMessages[errorCode],
    detailedErrorCode: detailedCode,
    detailedErrorMessage: detail === null ? null : detail.slice(0, longestWords),
  };
}

/** A call refused: status `ERROR` in the envelope, with HTTP 200 unless the login is wrong. */
export class CallFailure extends Error {
  readonly words: ErrorWords;

  constructor(errorCode: ErrorCode, detail: string | null = null) {
    super(`${errorCode} ${detail ?? errorMessages[errorCode]}`);
    this.name = "CallFailure";
    this.words = wordsOf(errorCode, detail);
  }
}

/** The caller hears nothing more: the connection broke, before or after the work. */
export class ConnectionLost extends Error {
  readonly code: string;

  constructor() {
    super("the connection was lost");
    this.name = "ConnectionLost";
    this.code = "ECONNRESET";
  }
}
