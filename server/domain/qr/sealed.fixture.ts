import { type CodeFault, type CodeOutcome, sentenceOf } from "#domain/qr/code-fault";
import { crcOf } from "#domain/qr/emv-tlv";

/** An EMV text of objects already written out, with a right checksum: what a careless writer would give us. */
export const sealed = (body: string): string => {
  const text = `000201${body}6304`;
  return text + crcOf(text);
};

/** The value of an outcome that must be good; otherwise the test fails with the fault's sentence. */
export function goodOf<Value>(outcome: CodeOutcome<Value>): Value {
  if (!outcome.ok) throw new Error(sentenceOf(outcome.fault));
  return outcome.value;
}

/** The fault of an outcome that must be bad. */
export function faultOf(outcome: CodeOutcome<unknown>): CodeFault {
  if (outcome.ok) throw new Error(`was good: ${JSON.stringify(outcome.value)}`);
  return outcome.fault;
}
