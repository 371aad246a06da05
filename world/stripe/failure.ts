/** The `error` of Stripe's answers. */
export type ApiError = {
  readonly type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  readonly charge?: string;
  readonly payment_intent?: unknown;
  readonly payment_method?: unknown;
};

/** A refusal by the API. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly error: ApiError;
  /**
   * Whether the answer is kept under the idempotency key. Stripe keeps nothing when the request never began to be
   * carried out (docs.stripe.com/api/idempotent_requests).
   */
  readonly kept: boolean;

  constructor(status: number, error: ApiError, kept: boolean) {
    super(error.message);
    this.name = "ApiFailure";
    this.status = status;
    this.error = error;
    this.kept = kept;
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

/** A request refused by validation, before anything was carried out. */
export function invalidRequest(message: string, extra: { code?: string; param?: string } = {}): ApiFailure {
  return new ApiFailure(400, { type: "invalid_request_error", message, ...extra }, false);
}

/** A valid request which the state of the object does not allow. */
export function refusedByState(message: string, extra: { code?: string; param?: string } = {}): ApiFailure {
  return new ApiFailure(400, { type: "invalid_request_error", message, ...extra }, true);
}

/** No such object in this account. */
export function noSuch(kind: string, id: string, param: string): ApiFailure {
  const message = `No such ${kind}: '${id}'`;
  return new ApiFailure(404, { type: "invalid_request_error", code: "resource_missing", message, param }, false);
}

/** The address of Stripe's explanation of an error code. */
export function explanationOf(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;
}
