import { expect, it } from "vitest";
import { retryAfterOf } from "#contracts/http-port";

const asked = (headers: Readonly<Record<string, string>>) =>
  retryAfterOf({ status: 429, headers, body: new Uint8Array() });
const date = "Tue, 24 Nov 2026 09:00:00 GMT";

it("reads a Retry-After in seconds, and as a date against the answer's own", () => {
  expect(asked({ "retry-after": "3" })).toBe(3_000);
  expect(asked({ "retry-after": " 0 " })).toBe(0);
  expect(asked({ "retry-after": "Tue, 24 Nov 2026 09:00:05 GMT", date })).toBe(5_000);
  expect(asked({ "retry-after": "Tue, 24 Nov 2026 08:59:00 GMT", date })).toBe(0);
});

it("takes no time from what it cannot read", () => {
  for (const header of ["", "soon", "-1", "1e9999", "NaN"])
    expect(asked({ "retry-after": header, date })).toBeUndefined();
  expect(asked({ "retry-after": "Tue, 24 Nov 2026 09:00:05 GMT" })).toBeUndefined();
  expect(asked({})).toBeUndefined();
});
