import "./lib/zod-without-eval.ts";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { requestFirstData } from "./api/first-data.ts";
import { createQueryClient } from "./api/query-client.ts";
import { watchUserActivity } from "./api/user-activity.ts";
import { Application } from "./application.tsx";
import { preloadsSettled } from "./lib/lazy-component.ts";
import { nextTask } from "./lib/next-task.ts";
import { setPreloader } from "./router/preload.ts";
import { preloadRoute } from "./routes.tsx";
import "./styles/index.css";

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root.");
const root = createRoot(container);
const queryClient = createQueryClient();

watchUserActivity();
setPreloader(preloadRoute);
void start(window.location.pathname);

/** In several tasks: in one, together with the modules' own start, a slow phone would be deaf for a tenth of a second. */
async function start(pathname: string): Promise<void> {
  await nextTask();
  preloadRoute(pathname);
  await nextTask();
  requestFirstData(queryClient, pathname);
  // What `index.html` has painted stands until the first page can be painted whole.
  await preloadsSettled();
  // A transition is rendered in slices, between which the browser answers.
  startTransition(() => {
    root.render(
      <StrictMode>
        <Application queryClient={queryClient} />
      </StrictMode>,
    );
  });
}
