/** Lanes are spread over this many buckets; nodes lease buckets, so a lane has one worker at a time. */
export const bucketCount = 256;

/** The bucket of a lane (FNV-1a, 32 bit): the same on every node and in every version. */
export function bucketOf(lane: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < lane.length; n++) hash = Math.imul(hash ^ lane.charCodeAt(n), 0x01000193);
  return (hash >>> 0) % bucketCount;
}
