import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Application } from "./application.tsx";
import { setPreloader } from "./router/preload.ts";
import { preloadRoute } from "./routes.tsx";
import "./styles/index.css";

setPreloader(preloadRoute);
preloadRoute(window.location.pathname);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");
createRoot(root).render(
  <StrictMode>
    <Application />
  </StrictMode>,
);
