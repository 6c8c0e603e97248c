/**
 * May a registry be looked for at this port without the operator naming it?
 * 443 and everything from 1024 up, except ports where a service listens that never speaks HTTP, or
 * speaks it to command a machine (Docker, etcd, kubelet).
 */
export function isRegistryPort(port: number): boolean {
  return port === 443 || (port >= 1024 && port <= 65_535 && !otherServices.has(port));
}

const otherServices = new Set([
  1080, // SOCKS
  1194, // OpenVPN
  1352, // Lotus Notes
  1433, // SQL Server
  1434, // SQL Server browser
  1521, // Oracle
  1719, // H.323
  1720, // H.323
  1723, // PPTP
  1883, // MQTT
  2049, // NFS
  2181, // ZooKeeper
  2375, // Docker
  2376, // Docker over TLS
  2377, // Docker swarm
  2379, // etcd
  2380, // etcd peers
  2483, // Oracle
  2484, // Oracle over TLS
  3260, // iSCSI
  3268, // Active Directory global catalogue
  3269, // Active Directory global catalogue over TLS
  3306, // MySQL
  3389, // Remote Desktop
  4190, // ManageSieve
  4369, // Erlang port mapper
  5060, // SIP
  5061, // SIP over TLS
  5222, // XMPP
  5269, // XMPP servers
  5432, // PostgreSQL
  5671, // AMQP over TLS
  5672, // AMQP
  5900, // VNC
  5901, // VNC
  6000, // X11
  6379, // Redis
  6380, // Redis over TLS
  6443, // Kubernetes
  6665, // IRC
  6666, // IRC
  6667, // IRC
  6668, // IRC
  6669, // IRC
  6697, // IRC over TLS
  8883, // MQTT over TLS
  9042, // Cassandra
  9092, // Kafka
  10250, // kubelet
  10255, // kubelet, read-only
  11211, // memcached
  25672, // RabbitMQ
  27017, // MongoDB
  27018, // MongoDB
  27019, // MongoDB
]);
