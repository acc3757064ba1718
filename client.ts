/// <reference types="vite/client" />
import { start } from "./web/client/mod.ts";

void start(import.meta.glob("./islands/*.tsx"));
