import "./zod-without-eval.ts";
import "@mantine/core/styles.css";
import "@mantine/dropzone/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./ui/surface.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api.ts";
import { router } from "./router.tsx";
import { surfaces, theme } from "./ui/theme.ts";
import { Words } from "./words.tsx";

const openDoors = ["/sign-in", "/link"];

const client = new QueryClient({
  queryCache: new QueryCache({
    // A session that ended leads to the door, and back to where one was.
    onError: (error) => {
      const { pathname, href } = router.state.location;
      if (!(error instanceof ApiError) || error.problem.status !== 401 || openDoors.includes(pathname)) return;
      void router.navigate({ to: "/sign-in", search: { to: href } });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 2000,
      retry: (failures, error) => {
        const status = error instanceof ApiError ? error.problem.status : 500;
        return failures < 2 && (status === 0 || status >= 500);
      },
    },
  },
});

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={surfaces} defaultColorScheme="auto">
        <Words>
          <QueryClientProvider client={client}>
            <Notifications position="bottom-center" limit={3} />
            <RouterProvider router={router} />
          </QueryClientProvider>
        </Words>
      </MantineProvider>
    </StrictMode>,
  );
