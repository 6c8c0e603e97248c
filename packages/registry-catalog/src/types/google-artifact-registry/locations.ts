/** Locations of Artifact Registry to choose from. Google opens new ones, so the form counts. */
export const garLocations: ReadonlyMap<string, string> = new Map([
  ["us", "United States, several regions"],
  ["europe", "European Union, several regions"],
  ["asia", "Asia, several regions"],
  ["us-central1", "Iowa"],
  ["us-east1", "South Carolina"],
  ["us-east4", "Northern Virginia"],
  ["us-east5", "Columbus"],
  ["us-south1", "Dallas"],
  ["us-west1", "Oregon"],
  ["us-west2", "Los Angeles"],
  ["us-west3", "Salt Lake City"],
  ["us-west4", "Las Vegas"],
  ["northamerica-northeast1", "Montréal"],
  ["northamerica-northeast2", "Toronto"],
  ["northamerica-south1", "Mexico"],
  ["southamerica-east1", "São Paulo"],
  ["southamerica-west1", "Santiago"],
  ["europe-central2", "Warsaw"],
  ["europe-north1", "Finland"],
  ["europe-north2", "Stockholm"],
  ["europe-southwest1", "Madrid"],
  ["europe-west1", "Belgium"],
  ["europe-west2", "London"],
  ["europe-west3", "Frankfurt"],
  ["europe-west4", "Netherlands"],
  ["europe-west6", "Zürich"],
  ["europe-west8", "Milan"],
  ["europe-west9", "Paris"],
  ["europe-west10", "Berlin"],
  ["europe-west12", "Turin"],
  ["me-central1", "Doha"],
  ["me-central2", "Dammam"],
  ["me-west1", "Tel Aviv"],
  ["africa-south1", "Johannesburg"],
  ["asia-east1", "Taiwan"],
  ["asia-east2", "Hong Kong"],
  ["asia-northeast1", "Tokyo"],
  ["asia-northeast2", "Osaka"],
  ["asia-northeast3", "Seoul"],
  ["asia-south1", "Mumbai"],
  ["asia-south2", "Delhi"],
  ["asia-southeast1", "Singapore"],
  ["asia-southeast2", "Jakarta"],
  ["asia-southeast3", "Bangkok"],
  ["australia-southeast1", "Sydney"],
  ["australia-southeast2", "Melbourne"],
]);

/** Regions are named by a continent, a point of the compass and a number. */
const regionForm =
  /^(?:us|northamerica|southamerica|europe|me|africa|asia|australia)-(?:central|(?:north|south)(?:east|west)?|east|west)\d{1,2}$/;

/** Has this the form of a region or of one of the multi-regions? */
export function isGarLocation(text: string): boolean {
  return regionForm.test(text) || /^(?:us|europe|asia)$/.test(text);
}

/**
 * The hosts of the old Container Registry. Since 18 March 2025 each is an Artifact Registry repository
 * of that name in the given location.
 */
export const gcrLocations: ReadonlyMap<string, string> = new Map([
  ["gcr.io", "us"],
  ["us.gcr.io", "us"],
  ["eu.gcr.io", "europe"],
  ["asia.gcr.io", "asia"],
]);
