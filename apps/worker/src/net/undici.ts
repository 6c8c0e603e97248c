/** The part of the library that is used. It is imported from here, when it is needed: of a CommonJS module the build's parts hand over the default alone. */
export { Agent, ProxyAgent, request } from "undici";
