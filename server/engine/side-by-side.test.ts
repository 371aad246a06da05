import { expect, it } from "vitest";
import { sideBySide } from "#engine/side-by-side";

it("fails with the first failure, and only when nobody is at work any more", async () => {
  const ended: string[] = [];
  const slow = Promise.resolve()
    .then(() => Promise.resolve())
    .then(() => void ended.push("slow"));
  const works = [Promise.reject(new Error("first")), slow, Promise.reject(new Error("second"))];
  await expect(sideBySide(works)).rejects.toThrow("first");
  expect(ended).toEqual(["slow"]);
});
