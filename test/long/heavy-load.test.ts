import { HEAVY } from '../theory/lengths.js';
import { holdStations, STATIONS } from '../theory/stations.js';

for (const stations of Object.values(STATIONS)) holdStations(stations, HEAVY);
