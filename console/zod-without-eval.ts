import { z } from "zod";

// The page's content policy forbids code from text; zod would try it, and the browser would report each try.
z.config({ jitless: true });
