import { MODERATE } from './lengths.js';
import { holdStations, STATIONS } from './stations.js';

holdStations(STATIONS.storage, MODERATE);
