import { oggFromWebm, silentVoice } from "./ogg-voice.ts";

/** A voice note being recorded. */
export type Recording = {
  /** Ends it and gives the file. */
  readonly finish: () => Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly mimeType: string }>;
  /** Throws it away. */
  readonly cancel: () => void;
};

const opusInOgg = "audio/ogg; codecs=opus";

/** The microphone, or a hummed tone where there is none or it may not be used. */
async function listen(): Promise<{ readonly stream: MediaStream; readonly stop: () => void }> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    return { stream, stop: () => stream.getTracks().forEach((track) => track.stop()) };
  } catch {
    const context = new AudioContext();
    const tone = context.createOscillator();
    const swell = context.createGain();
    const outlet = context.createMediaStreamDestination();
    tone.frequency.value = 220;
    swell.gain.value = 0.15;
    tone.connect(swell).connect(outlet);
    tone.start();
    return { stream: outlet.stream, stop: () => void context.close() };
  }
}

/** Begins a voice note. Never rejects: where nothing can be recorded the note is silent. */
export async function startRecording(): Promise<Recording> {
  const began = performance.now();
  const silent = { bytes: silentVoice(1_000), mimeType: opusInOgg };
  if (typeof MediaRecorder === "undefined") return { finish: async () => silent, cancel: () => {} };
  const { stream, stop } = await listen();
  const kind = MediaRecorder.isTypeSupported(opusInOgg) ? opusInOgg : "audio/webm; codecs=opus";
  if (!MediaRecorder.isTypeSupported(kind)) {
    stop();
    return { finish: async () => silent, cancel: () => {} };
  }
  const recorder = new MediaRecorder(stream, { mimeType: kind });
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const stopped = new Promise<void>((resolve) => recorder.addEventListener("stop", () => resolve(), { once: true }));
  recorder.start();
  const end = async (): Promise<void> => {
    if (recorder.state !== "inactive") recorder.stop();
    await stopped;
    stop();
  };
  return {
    async finish() {
      await end();
      const recorded = new Uint8Array(await new Blob(parts).arrayBuffer());
      const bytes = kind === opusInOgg ? recorded : oggFromWebm(recorded);
      return { bytes: bytes ?? silentVoice(performance.now() - began), mimeType: opusInOgg };
    },
    cancel: () => void end(),
  };
}
