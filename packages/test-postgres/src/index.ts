export { startCluster, type Cluster, type Standby } from "./cluster.ts";
