const CLIENTS_AN_INSTANCE = 6250;
const INSTANCES_A_GATEWAY = 16;
const CLIENTS_A_CONNECTION_POINT = 25_000;
const CLIENTS_A_WORKER = 500;

/**
 * A deployment that grows with its clients, so that the load of every instance, connection point and worker stays the
 * same from 6,250 clients on, and below their limits: instances, from 16 of them on further gateways, and site systems.
 * @param instances of the one gateway, instead of as many as the clients need
 */
export function growthModel(clients: number, instances?: number): object {
  const needed = instances ?? Math.ceil(clients / CLIENTS_AN_INSTANCE);
  const gateways = Math.ceil(needed / INSTANCES_A_GATEWAY);
  const workers = Math.max(16, Math.ceil(clients / CLIENTS_A_WORKER / gateways));
  return {
    name: `growth-${clients}`,
    simulation: { interval: '1min' },
    gateways: Array.from({ length: gateways }, (_, index) => ({
      name: `cmg${index + 1}`,
      prefix: `cmg${index + 1}`,
      deployment: 'scale-set',
      vmSize: 'A4_v2',
      instances: Math.ceil(needed / gateways),
    })),
    connectionPoints: {
      count: Math.ceil(clients / gateways / CLIENTS_A_CONNECTION_POINT),
      dynamicPorts: 60_000,
    },
    site: {
      managementPoints: { count: Math.min(15, gateways), workers },
      updatePoints: { count: Math.min(15, gateways), workers },
    },
    clients: [{ name: 'everyone', count: clients }],
  };
}
