"""Where another build of the same sources finds Botan: in the ordinary build, which made it, or in the distribution."""

import os


def environment():
    """This one, with the ordinary build's pkg-config files in front."""
    path = [os.environ["VITRINE_BUILD_ROOT"] + "/meson-uninstalled", os.environ.get("PKG_CONFIG_PATH")]
    return os.environ | {"PKG_CONFIG_PATH": os.pathsep.join(filter(None, path))}
