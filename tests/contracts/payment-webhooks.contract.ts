import fc from "fast-check";
import { expect, it } from "vitest";
import { MalformedWebhook } from "#contracts/channel";
import type { SettingsForm } from "#contracts/settings";
import { later } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import type { Subject } from "./payment-opponent.ts";

/** What a provider promises of its webhooks: who may speak, what is read, and that nothing breaks it. */
export function webhookPromises<Form extends SettingsForm>(subject: Subject<Form>): void {
  const { provider, settings, recordings, sign } = subject;
  const [first] = recordings;
  if (!first) throw new Error("no recordings");
  const now = subject.opponent().now();
  const genuine = sign(first.body, now);

  it("are recorded for every kind of fact a signed event can bring", () => {
    const kinds = new Set(recordings.flatMap((recording) => recording.kinds));
    const all = subject.kinds ?? usualKinds;
    expect([...kinds].toSorted()).toEqual([...all].toSorted());
  });

  it.each(recordings)("give what they say: $name", ({ body, kinds }) => {
    expect(provider.interpret(body, settings).map(({ kind }) => kind)).toEqual(kinds);
  });

  it("are read purely: the same bytes give the same facts and stay as they are", () => {
    for (const { body } of recordings) {
      const before = Uint8Array.from(body);
      expect(provider.interpret(body, settings)).toEqual(provider.interpret(body, Object.freeze({ ...settings })));
      expect(Uint8Array.from(body)).toEqual(before);
    }
  });

  it("carry plain JSON, whole minor units and an id in every fact", () => {
    for (const fact of recordings.flatMap(({ body }) => provider.interpret(body, settings))) {
      expect(JSON.parse(JSON.stringify(fact))).toEqual(fact);
      expect(fact.factId).not.toBe("");
      if ("amount" in fact) expect(Number.isSafeInteger(fact.amount.minor) && fact.amount.minor > 0).toBe(true);
    }
  });

  it("never give one id to two different facts", () => {
    const byId = new Map<string, string>();
    for (const fact of recordings.flatMap(({ body }) => provider.interpret(body, settings))) {
      const { factId, reference: _, at: __, ...told } = fact;
      const known = byId.get(factId) ?? JSON.stringify(told);
      expect(JSON.stringify(told)).toBe(known);
      byId.set(factId, known);
    }
  });

  it("refuse what is no event, by MalformedWebhook and nothing else", () => {
    const readAs = (body: Uint8Array): string => {
      try {
        provider.interpret(body, settings);
        return "read";
      } catch (error) {
        return error instanceof MalformedWebhook ? "malformed" : String(error);
      }
    };
    for (const text of ["", "{", "null", "[]", "7", '"x"', "{}"])
      expect(readAs(new TextEncoder().encode(text))).toBe("malformed");
    fc.assert(fc.property(fc.uint8Array(), (body) => ["read", "malformed"].includes(readAs(body))));
    fc.assert(fc.property(fc.json(), (text) => ["read", "malformed"].includes(readAs(new TextEncoder().encode(text)))));
  });

  it("survive any one field of a true event turned into something else", () => {
    const strange = fc.constantFrom(null, "x", -1, 1.5, {}, [], true);
    const { open, close } = subject.form ?? bare;
    fc.assert(
      fc.property(fc.constantFrom(...recordings), fc.nat(), strange, ({ body }, place, value) => {
        const bytes = close(JSON.stringify(withField(JSON.parse(open(body)), place, value)));
        try {
          for (const fact of provider.interpret(bytes, settings))
            if ("amount" in fact) expect(Number.isSafeInteger(fact.amount.minor)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedWebhook);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are accepted when signed with our secret, to the last moment of the tolerance", () => {
    expect(provider.verify(genuine, settings, now)).toEqual({ ok: true });
    expect(provider.verify(genuine, settings, later(now, subject.tolerance ?? 0))).toEqual({ ok: true });
  });

  it("are refused with a body of no bytes or one other byte", () => {
    const refused = { ok: false, why: "bad-signature" };
    expect(provider.verify({ ...genuine, body: new Uint8Array() }, settings, now)).toEqual(refused);
    fc.assert(
      fc.property(fc.nat({ max: first.body.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const body = Uint8Array.from(first.body);
        body[place] = (body[place] ?? 0) ^ change;
        const verdict = provider.verify({ ...genuine, body }, settings, now);
        // A form writes one text in several ways (`%2F`, `%2f`) and has fields beside it: it must then read the same.
        if (subject.form && verdict.ok)
          expect(provider.interpret(body, settings)).toEqual(provider.interpret(first.body, settings));
        else expect(verdict).toEqual(refused);
      }),
    );
  });

  it("are refused under another secret, without their headers, and with headers of rubbish", () => {
    const refused = { ok: false, why: "bad-signature" };
    expect(provider.verify(genuine, subject.otherSecret, now)).toEqual(refused);
    expect(provider.verify({ ...genuine, headers: {} }, settings, now)).toEqual(refused);
    fc.assert(
      fc.property(fc.string(), (rubbish) => {
        const headers = Object.fromEntries(Object.keys(genuine.headers).map((name) => [name, rubbish]));
        expect(provider.verify({ ...genuine, headers }, settings, now).ok).toBe(false);
      }),
    );
  });

  it.skipIf(subject.tolerance === undefined)("are refused when too old", () => {
    const old = later(now, (subject.tolerance ?? 0) + 1_000);
    expect(provider.verify(genuine, settings, old)).toEqual({ ok: false, why: "too-old" });
  });

  it("are all refused while no secret is set", () => {
    expect(provider.verify(genuine, subject.noSecret, now)).toEqual({ ok: false, why: "unconfigured" });
  });
}

const usualKinds: readonly PaymentFact["kind"][] = [
  "attempt-failed",
  "captured",
  "dispute-changed",
  "link-expired",
  "refund-changed",
];

/** A body that is JSON and nothing else. */
const bare = {
  open: (body: Uint8Array): string => new TextDecoder().decode(body),
  close: (json: string): Uint8Array => new TextEncoder().encode(json),
};

/** The JSON with its `place`-th field, counted through all levels, replaced. */
function withField(json: unknown, place: number, value: unknown): unknown {
  const spots: [Record<string, unknown>, string][] = [];
  const walk = (at: unknown): void => {
    if (typeof at !== "object" || at === null) return;
    const group = at as Record<string, unknown>;
    for (const name of Object.keys(group)) {
      spots.push([group, name]);
      walk(group[name]);
    }
  };
  walk(json);
  const [group, name] = spots[place % spots.length] ?? [];
  if (group && name !== undefined) group[name] = value;
  return json;
}
