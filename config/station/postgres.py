"""A private PostgreSQL cluster: reached by its socket only, run by an unprivileged user even when root starts it."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

SUPERUSER = "gishe"
OWNER = "gishe_owner"  # of the tables, for migrations alone
SERVICE = "gishe_service"  # what gishe-portal works as
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
    "log_statement": "none",
    "log_min_error_statement": "panic",  # statements carry personal data
    "log_parameter_max_length": "0",
}


class ClusterError(RuntimeError):
    """PostgreSQL is missing or did not start; the text says where to look."""


def _owner():
    """Who runs the server: ourselves, or an unprivileged account when we are root (PostgreSQL refuses root)."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _programs(data):
    """The folder of PostgreSQL's programs: of the version that made `data`, or else the newest installed one."""
    made_by = data / "PG_VERSION"
    pattern = made_by.read_text().strip() if made_by.exists() else "*"
    found = sorted(Path("/usr/lib/postgresql").glob(f"{pattern}/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if not found:
        raise ClusterError(f"no PostgreSQL server programs in /usr/lib/postgresql/{pattern}/bin")
    return found[-1].parent


class Cluster:
    """`folder` holds `data/`, the socket and `postgres.log`. Keep its path short: a socket's is at most 107 bytes."""

    def __init__(self, folder, durable=True):
        self.folder = Path(folder)
        self.data = self.folder / "data"
        self.log = self.folder / "postgres.log"
        self._durable = durable
        self._owner = _owner()

    def connection(self, database, role=SUPERUSER):
        """The libpq connection string of `database`."""
        return f"host={self.folder} user={role} dbname={database}"

    def as_owner(self, *command):
        """`command`, to be run as the cluster's own user."""
        if os.geteuid() != 0:
            return list(command)
        name = self._owner.pw_name
        return ["setpriv", f"--reuid={name}", f"--regid={self._owner.pw_gid}", "--init-groups", "--", *command]

    def program(self, name):
        return str(_programs(self.data) / name)

    def create(self):
        """Makes the cluster unless it is there. A half-made one (interrupted before) is made anew."""
        if (self.folder / "ready").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        os.chown(self.folder, self._owner.pw_uid, self._owner.pw_gid)
        self.folder.chmod(0o700)
        # What an interrupted initdb leaves is made anew, so it need not reach the disk.
        self._run(self.program("initdb"), "-D", str(self.data), "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8",
                  "--auth-local=trust", "--auth-host=reject", "--no-sync")
        settings = {**SETTINGS, "unix_socket_directories": f"'{self.folder}'"}
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        with open(self.data / "postgresql.conf", "a", encoding="ascii") as conf:
            conf.writelines(f"{key} = {value}\n" for key, value in settings.items())
        (self.folder / "ready").touch()

    def foreground(self):
        """The command that runs the server as a child of the caller."""
        return self.as_owner(self.program("postgres"), "-D", str(self.data))

    def start(self):
        """Starts the server in the background and returns when it answers."""
        self._run(self.program("pg_ctl"), "start", "-w", "-D", str(self.data), "-l", str(self.log))

    def stop(self):
        """Stops a server that runs on our data, if any."""
        if (self.data / "postmaster.pid").exists():
            self._run(self.program("pg_ctl"), "stop", "-w", "-m", "immediate", "-D", str(self.data), check=False)

    def answers(self):
        ready = [self.program("pg_isready"), "-q", "-h", str(self.folder), "-U", SUPERUSER]
        return subprocess.run(ready, check=False).returncode == 0

    def query(self, sql, database="postgres"):
        """Rows of `sql` as lines of text, columns parted by `|`."""
        psql = [self.program("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.connection(database), "-c", sql]
        done = subprocess.run(psql, check=False, text=True, capture_output=True)
        if done.returncode != 0:
            raise ClusterError(f"psql: {done.stderr.strip()}")
        return done.stdout.splitlines()

    def create_roles(self):
        """Makes the two roles unless they are there."""
        known = self.query("SELECT rolname FROM pg_roles")
        for role in (OWNER, SERVICE):
            if role not in known:
                self.query(f"CREATE ROLE {role} LOGIN")

    def create_database(self, name):
        """Makes the database unless it is there, and the roles; whatever is in it becomes the owner's."""
        self.create_roles()
        if not self.query(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            self.query(f"CREATE DATABASE {name} OWNER {OWNER}")
        self.query(f"ALTER DATABASE {name} OWNER TO {OWNER}")
        foreign = self.query("SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                             f"AND relkind IN ('r', 'v') AND relowner <> '{OWNER}'::regrole", name)
        for relation in foreign:
            self.query(f"ALTER TABLE {relation} OWNER TO {OWNER}", name)

    def _run(self, *command, check=True):
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}
        done = subprocess.run(self.as_owner(*command), check=False, text=True, env=environment, cwd=self.folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if check and done.returncode != 0:
            raise ClusterError(f"{Path(command[0]).name} ended with {done.returncode}; log: {self.log}\n{done.stdout}")
