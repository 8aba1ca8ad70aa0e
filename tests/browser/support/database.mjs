// The portal's database, for faults that no visitor can bring about.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const NAME = process.env.GISHE_DATABASE_NAME;

/** As the cluster's superuser. */
async function sql(text, database = NAME) {
  const connection = `${process.env.GISHE_CLUSTER} dbname=${database}`;
  await promisify(execFile)(process.env.GISHE_PSQL, ["-Xq", "-v", "ON_ERROR_STOP=1", "-d", connection, "-c", text]);
}

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
