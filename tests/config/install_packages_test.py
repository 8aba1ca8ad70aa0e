#!/usr/bin/python3
"""Installing packages starts no service and leaves nothing behind; where it cannot be done, the words say what is missing.

The scripts run in a mount namespace of their own, where /etc, /usr/sbin and /lib/systemd are folders of the test, and find
no commands but those in its folder `bin`: the usual ones by link, and apt-get, dpkg-query and systemctl as short scripts
that write down what they were asked and what they saw.
"""

import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from station_parts import Folder  # noqa: E402

from station.place import CLONE  # noqa: E402

USUAL = ("awk", "bash", "cat", "chmod", "comm", "dirname", "mkdir", "mount", "readlink", "rm", "rmdir", "sed", "sh", "sort",
         "touch", "tr")
ENTER = 'mount --bind "$1/etc" /etc && mount --bind "$1/sbin" /usr/sbin && mount --bind "$1/systemd" /lib/systemd && ' \
        'shift && exec "$@"'
POLICY = "/usr/sbin/policy-rc.d"
NO_CLUSTER = "/etc/postgresql-common/createcluster.d"

# What an installation brings: units, as nginx's and pcscd's packages do. A package's script asks policy-rc.d before it
# starts a service, and PostgreSQL's reads createcluster.d before it makes a cluster.
APT_GET = f"""#!/bin/sh
echo "apt-get $*" >>"$SEEN"
[ "$1" = install ] || exit 0
{POLICY} nginx start; echo "policy $?" >>"$SEEN"
cat {NO_CLUSTER}/* >>"$SEEN"
touch /lib/systemd/system/nginx.service /lib/systemd/system/pcscd.socket
exit "${{APT_GET_ENDS:-0}}"
"""
SYSTEMCTL = """#!/bin/sh
echo "systemctl $*" >>"$SEEN"
"""
DPKG_QUERY = """#!/bin/sh
shift 2
for package; do [ "$package" = ninja-build ] && [ -n "$MISSING" ] || echo "installed $package"; done
"""


class WithSystem(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(Folder())
        for name in ("bin", "etc", "sbin", "systemd/system"):
            (self.folder / name).mkdir(parents=True)
        for name in USUAL:
            (self.folder / "bin" / name).symlink_to(Path(shutil.which(name)).resolve())
        self.seen = self.folder / "seen"
        self.seen.touch()

    def debian(self, release='ID=debian\nVERSION_ID="12"\n'):
        (self.folder / "etc/os-release").write_text(release, encoding="ascii")
        for name, text in (("apt-get", APT_GET), ("systemctl", SYSTEMCTL), ("dpkg-query", DPKG_QUERY)):
            self.command(name, text)

    def command(self, name, text):
        path = self.folder / "bin" / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def run_here(self, *command, **environment):
        """As root of the namespace."""
        become_root = [] if os.geteuid() == 0 else ["--map-root-user"]
        return subprocess.run(["/usr/bin/unshare", *become_root, "--mount", "sh", "-c", ENTER, "sh", self.folder, *command],
                              check=False, text=True, capture_output=True, cwd=CLONE,
                              env={"PATH": str(self.folder / "bin"), "SEEN": str(self.seen), **environment})

    def calls(self):
        return self.seen.read_text(encoding="utf-8").splitlines()


class InstallPackagesTest(WithSystem):
    def install(self, *packages, **environment):
        return self.run_here("config/install-packages", *packages, **environment)

    def left(self):
        """Files that stand in the folders of the system afterwards, without the units."""
        found = (str(path.relative_to(self.folder)) for name in ("etc", "sbin") for path in (self.folder / name).rglob("*"))
        return [path for path in found if path != "etc/os-release"]

    def test_while_packages_are_installed_no_service_starts_and_no_cluster_is_made(self):
        self.debian()
        done = self.install("nginx", "postgresql")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.calls()[:4], ["apt-get update -q",
                                            "apt-get install -y -q --no-install-recommends -- nginx postgresql",
                                            "policy 101", "create_main_cluster = false"])

    def test_afterwards_nothing_holds_other_packages_back(self):
        self.debian()
        self.install("nginx")
        self.assertEqual(self.left(), [])

    def test_what_came_is_off_at_the_next_boot_and_what_was_there_before_stays(self):
        self.debian()
        (self.folder / "systemd/system/nginx.service").touch()
        self.install("nginx", "pcscd")
        self.assertEqual([call for call in self.calls() if call.startswith("systemctl")],
                         ["systemctl disable --quiet --no-reload pcscd.socket"])

    def test_an_installation_that_fails_is_told_and_leaves_nothing_either(self):
        self.debian()
        self.assertEqual(self.install("nginx", APT_GET_ENDS="100").returncode, 100)
        self.assertEqual(self.left(), [])

    def test_the_machines_own_rules_stay(self):
        self.debian()
        policy = self.folder / "sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 104\n", encoding="ascii")
        policy.chmod(0o755)
        own = self.folder / "etc/postgresql-common/createcluster.d/own.conf"
        own.parent.mkdir(parents=True)
        own.write_text("data_directory = '/srv/pg'\n", encoding="ascii")
        self.assertEqual(self.install("nginx").returncode, 0)
        self.assertIn("policy 104", self.calls())
        self.assertEqual(sorted(self.left()), ["etc/postgresql-common", "etc/postgresql-common/createcluster.d",
                                               "etc/postgresql-common/createcluster.d/own.conf", "sbin/policy-rc.d"])


class GisheTest(WithSystem):
    """`./gishe build`, whose cmake only says that it was called."""

    def setUp(self):
        super().setUp()
        self.command("cmake", '#!/bin/sh\necho "cmake $*" >>"$SEEN"\n')

    def gishe(self, *before, words=("build",), **environment):
        return self.run_here(*before, "./gishe", *words, **environment)

    def test_only_what_is_missing_is_installed(self):
        self.debian()
        done = self.gishe(MISSING="yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Installing: ninja-build", done.stdout)
        self.assertIn("apt-get install -y -q --no-install-recommends -- ninja-build", self.calls())
        self.assertIn("cmake --build --preset dev --target all", self.calls())

    def test_where_nothing_is_missing_apt_is_not_asked(self):
        self.debian()
        self.assertEqual(self.gishe().returncode, 0)
        self.assertEqual([call.split()[0] for call in self.calls()], ["cmake", "cmake"])

    def test_without_the_right_to_install_the_command_for_root_is_named(self):
        self.debian()
        done = self.gishe("/usr/bin/unshare", "--user", MISSING="yes")  # there nobody is root
        self.assertEqual((done.returncode, self.calls()), (1, []))
        self.assertIn("these packages are missing and there is no sudo; run as root:\nconfig/install-packages ninja-build",
                      done.stderr)

    def test_elsewhere_than_on_debian_the_packages_are_named_and_nothing_is_done(self):
        done = self.gishe()
        self.assertEqual((done.returncode, self.calls()), (1, []))
        self.assertIn("not Debian 12 or 13, so packages are not installed. Needed, by their Debian 12 names:", done.stderr)
        self.assertIn(" ninja-build ", done.stderr)
        self.assertIn("Install them your way, then set GISHE_PACKAGES=present.", done.stderr)

    def test_who_runs_the_station_reads_bulgarian_unless_the_locale_is_english(self):
        for language, words in (("", "не Debian 12 или 13"), ("bg_BG.UTF-8", "не Debian 12 или 13"),
                                ("en_GB.UTF-8", "not Debian 12 or 13")):
            done = self.gishe(words=["run"], LANG=language)
            self.assertEqual((done.returncode, self.calls()), (1, []))
            self.assertIn(words, done.stderr)
        self.assertIn("not Debian 12 or 13", self.gishe(words=["build"], LANG="bg_BG.UTF-8").stderr)

    def test_another_release_is_named_even_if_it_has_apt(self):
        for release in ('ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04"\n',
                        'ID=debian\nVERSION_ID="11"\nPRETTY_NAME="Debian 11"\n'):
            self.debian(release)
            done = self.gishe(MISSING="yes")
            self.assertEqual((done.returncode, self.calls()), (1, []))
            self.assertIn(f"this is {release.split(chr(34))[3]}, not Debian 12 or 13", done.stderr)

    def test_a_wrong_command_ends_with_64_before_anything_is_installed_or_built(self):
        self.debian()
        for words in (["run", "--bogus"], ["run", "--port", "x"], ["bogus"], ["format", "--bogus"], ["card"], ["card", "remove",
                      "viki"], ["card", "exchange"], ["card", "insert", "nobody"], ["scan", "nobody"], ["kiosk", "now"]):
            done = self.gishe(words=words, MISSING="yes")
            self.assertEqual((done.returncode, self.calls(), done.stdout), (64, [], ""), words)
            self.assertIn("gishe: ", done.stderr)

    def test_help_and_version_build_nothing(self):
        self.debian()
        for words in (["run", "--help"], ["run", "--headless", "-h"], ["build", "--help"], ["test", "--help"], ["help"]):
            done = self.gishe(words=words, MISSING="yes")
            self.assertEqual((done.returncode, self.calls()), (0, []), words)
            self.assertIn("--headless", done.stdout)
        self.assertRegex(self.gishe(words=["--version"]).stdout, r"^gishe \d+\.\d+\.\d+$")

    def test_elsewhere_a_word_from_the_user_is_enough(self):
        self.assertEqual(self.gishe(GISHE_PACKAGES="present").returncode, 0)
        self.assertEqual(self.calls()[-1], "cmake --build --preset dev --target all")


if __name__ == "__main__":
    unittest.main()
