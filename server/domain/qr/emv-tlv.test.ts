import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crcOf, objectsFault, openCode, readObjects, sealCode, writeObjects } from "#domain/qr/emv-tlv";
import { faultOf, goodOf, sealed } from "#domain/qr/sealed.fixture";

const signs = fc.constantFrom(..."aZ09 .é最店🥐\u0301*/+");
const values = fc.array(signs, { minLength: 1, maxLength: 99 }).map((all) => all.join(""));
const ids = fc.integer({ min: 1, max: 62 }).map((id) => String(id).padStart(2, "0"));
const objects = fc.uniqueArray(fc.record({ id: ids, value: values }), { selector: ({ id }) => id, maxLength: 8 });

describe("the checksum", () => {
  it("of 123456789 is the published check value", () => expect(crcOf("123456789")).toBe("29B1"));

  it("of nothing is the start value", () => expect(crcOf("")).toBe("FFFF"));

  it("counts UTF-8 bytes: two more signs of one byte each are not one sign of two", () => {
    // Made with another program's CRC: é is the bytes C3 A9, 🥐 is F0 9F A5 90.
    expect(openCode("0002010401A5204000053039785802FR5906🥐 Café6005Paris63045BD6").ok).toBe(true);
    expect(crcOf("é")).toBe(crcOf("é"));
    expect(crcOf("é")).not.toBe(crcOf("Ã©"));
  });
});

describe("objects", () => {
  it("are read back as they were written, lengths counted in characters", () => {
    fc.assert(
      fc.property(objects, (all) => {
        expect(goodOf(readObjects(writeObjects(all)))).toEqual(all);
      }),
    );
    expect(writeObjects([{ id: "59", value: "🥐 Café" }])).toBe("5906🥐 Café");
  });

  it("make a code with its format first and its checksum last, which is read back", () => {
    fc.assert(
      fc.property(objects, (all) => {
        const text = goodOf(sealCode(all));
        expect(text).toMatch(/^000201.*6304[0-9A-F]{4}$/su);
        expect(goodOf(openCode(text))).toEqual(all);
      }),
    );
  });

  it.each([
    ["an id of one digit", [{ id: "4", value: "A" }], "malformed"],
    ["an id of letters", [{ id: "ab", value: "A" }], "malformed"],
    [
      "one id twice",
      [
        { id: "04", value: "A" },
        { id: "04", value: "B" },
      ],
      "repeated",
    ],
    ["no value", [{ id: "04", value: "" }], "missing"],
    ["a line break", [{ id: "04", value: "A\nB" }], "malformed"],
    ["half a surrogate pair", [{ id: "04", value: "\ud83e" }], "malformed"],
    ["100 characters", [{ id: "04", value: "x".repeat(100) }], "too-long"],
    ["an id EMVCo reserves", [{ id: "65", value: "A" }], "forbidden"],
    ["a checksum of the caller's", [{ id: "63", value: "FFFF" }], "forbidden"],
    ["a format of the caller's", [{ id: "00", value: "01" }], "forbidden"],
  ])("are refused with %s", (_, all, kind) => expect(faultOf(sealCode(all)).kind).toBe(kind));

  it("fit with 99 characters, however many bytes those are", () =>
    expect(objectsFault([{ id: "04", value: "🥐".repeat(99) }])).toBeUndefined());

  it("inside a template are named by both ids", () =>
    expect(objectsFault([{ id: "05", value: "" }], "62")).toMatchObject({ field: "62.05" }));
});

describe("a text is not opened", () => {
  it.each([
    ["without the format in front", "0102115802FR6304FFFF", "00 payload format"],
    ["cut before its checksum", "0002010401A5802FR", "63 checksum"],
    ["with another checksum", "0002010401A63040000", "63 checksum"],
    ["with its checksum in small letters", sealed("0401A5204000053039785802FR5901S6001P").toLowerCase(), "63 checksum"],
    ["when a length goes past the end", sealed("0499A"), "04 length"],
    ["when a length is not two digits", sealed("04A1A"), "04 length"],
    ["when a length is one too many, under a right checksum", sealed("5802FR6004Par"), "30 length"],
    ["when an id is no digits", sealed("xx01A"), "id at character 7"],
    ["when an object is empty", sealed("0400"), "04"],
    ["when one id stands twice", sealed("5401154012"), "54"],
    ["when an id is reserved", sealed("7001A"), "70"],
    ["when something follows the checksum", `${sealed("0401A")}\n`, "63 checksum"],
  ])("%s", (_, text, field) => expect(faultOf(openCode(text))).toMatchObject({ field }));

  it("when the last object swallows the checksum although the checksum is right", () => {
    const text = `000201${"6308"}6304`;
    expect(faultOf(openCode(text + crcOf(text)))).toMatchObject({ kind: "malformed", field: "63 checksum" });
  });

  it("when any one character of ASCII is another", () => {
    const byte = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(objects, fc.nat(), byte, (all, place, other) => {
        const text = goodOf(sealCode(all));
        const at = place % text.length;
        if (text.charCodeAt(at) > 0x7e || text[at] === other) return;
        expect(openCode(text.slice(0, at) + other + text.slice(at + 1)).ok).toBe(false);
      }),
    );
  });

  it("and nothing throws, whatever the text", () => {
    const any = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(fc.property(any, (text) => void readObjects(text)));
    fc.assert(fc.property(any, (text) => void openCode(sealed(text))));
  });
});
