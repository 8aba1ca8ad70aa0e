// What no visitor of the pages can bring about: the portal's database, the operator's command, the counter.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const NAME = process.env.GISHE_DATABASE_NAME;

/** As the cluster's superuser, whom no trigger stops. */
export async function sql(text, database = NAME) {
  const connection = `${process.env.GISHE_CLUSTER} dbname=${database} options='-c session_replication_role=replica'`;
  await promisify(execFile)(process.env.GISHE_PSQL, ["-Xq", "-v", "ON_ERROR_STOP=1", "-d", connection, "-c", text]);
}

export async function gishectl(...words) {
  await promisify(execFile)(process.env.GISHE_GISHECTL, ["--config", process.env.GISHE_CONFIG, ...words]);
}

/** Comes with the document to the desk `DESK`, and is verified there. */
export async function visitCounter({ username }) {
  await promisify(execFile)(process.env.GISHE_VISIT, [process.env.GISHE_CONFIG, "3650", username]);
}
export const DESK = "12-B";

/** While `act` runs whatever needs this table fails. */
export async function withoutTable(table, act) {
  await sql(`ALTER TABLE ${table} RENAME TO mislaid`);
  try {
    await act();
  } finally {
    await sql(`ALTER TABLE mislaid RENAME TO ${table}`);
  }
}

/** No connection is left, and none comes about while `act` runs. */
export async function withoutDatabase(act) {
  await sql(`ALTER DATABASE ${NAME} ALLOW_CONNECTIONS false`, "postgres");
  try {
    await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${NAME}'`, "postgres");
    await act();
  } finally {
    await sql(`ALTER DATABASE ${NAME} ALLOW_CONNECTIONS true`, "postgres");
  }
}
