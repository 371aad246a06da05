/** Evidence as a PDF people read. The printer is loaded with the first one. */
export async function printEvidence(content: Readonly<Record<string, unknown>>): Promise<Uint8Array> {
  const { readEvidence, renderEvidence } = await import("./documents/evidence.ts");
  return renderEvidence(readEvidence(content));
}
