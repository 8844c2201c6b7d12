"""What is passed over in every repository, as tables: no rule here needs a disk.

Three strengths: secret files are never read, version control folders are never entered, and everything else
in these tables can be brought back with a `!` line in `.stcignore`.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERSION_CONTROL = _words(".git .hg .svn .jj .bzr CVS .sl _darcs")
SECRET_FOLDERS = _words(".ssh .gnupg .aws .azure .gcloud .kube")
SECRET_NAMES = _words(
    """
    .dockercfg .env .envrc .git-credentials .htpasswd .netrc .npmrc .pgpass .pypirc .vault-token
    _netrc credentials credentials.json credentials.xml credentials.yaml credentials.yml id_dsa
    id_ecdsa id_ed25519 id_rsa master.key secret.json secrets.json secrets.toml secrets.yaml
    secrets.yml service-account.json service_account.json terraform.tfvars
    """
)
SECRET_SUFFIXES = tuple(
    _words(".pem .key .p12 .pfx .pkcs12 .p8 .jks .keystore .kdbx .ppk .gpg .tfstate .tfstate.backup .ovpn")
)
_ENVIRONMENT_EXAMPLES = _words("example examples sample template dist defaults tpl")
"""`.env.example` documents settings and holds no secret; `.env.production` does."""

CACHE_FOLDERS = _words(
    """
    .angular .bundle .cache .dart_tool .direnv .eggs .gradle .hypothesis .idea .ipynb_checkpoints
    .mypy_cache .next .nox .nuxt .nyc_output .parcel-cache .pnpm-store .pytest_cache .pytype
    .ruff_cache .sass-cache .serverless .svelte-kit .terraform .tox .turbo .venv .vs .vscode-test
    .yarn __pycache__ htmlcov
    """
)
VENDORED_FOLDERS = _words("node_modules bower_components jspm_packages site-packages Pods")
MARKED_FOLDERS = {
    "pyvenv.cfg": "a virtual environment",
    "CACHEDIR.TAG": "a cache",
    "modules.txt": "vendored Go modules",
    "autoload.php": "vendored PHP packages",
}
"""A folder that holds one of these files is passed over."""
MARKS_OF_VENDOR = _words("modules.txt autoload.php")
"""The marks that count in a folder called `vendor` only."""
BUILD_FOLDERS = _words("build dist out target _build bin obj coverage")
"""Passed over only where there is no git to say what is built: `.gitignore` knows better than a name."""

LOCK_NAMES = _words(
    """
    .terraform.lock.hcl Cargo.lock Gemfile.lock Package.resolved Pipfile.lock Podfile.lock bun.lock
    bun.lockb composer.lock conda-lock.yml deno.lock flake.lock go.sum go.work.sum gradle.lockfile
    mix.lock npm-shrinkwrap.json package-lock.json packages.lock.json pdm.lock pixi.lock
    pnpm-lock.yaml poetry.lock uv.lock yarn.lock
    """
)
NOISE_NAMES = _words(".DS_Store .git Thumbs.db desktop.ini .coverage")
"""In a submodule and in a linked work tree `.git` is a file."""
MINIFIED_SUFFIXES = tuple(_words(".min.js .min.css .min.mjs .bundle.js .chunk.js .js.map .css.map .d.ts.map"))
BINARY_SUFFIXES = _words(
    """
    7z a apk arrow avi avif bak bc beam bin blend bmp bz2 ckpt class dat db deb dll dmg doc docx
    dylib ear egg eot epub exe fbx feather flac gem gguf gif glb gz h5 hdf5 heic icns ico idx iso
    jar joblib jpeg jpg lib m4a mdb mkv mo mov mp3 mp4 npy npz o obj ods odt ogg onnx orig otf pack
    parquet pdb pdf pickle pkl png ppt pptx psd pt pth pyc pyd pyo rar rpm safetensors so sqlite
    sqlite3 stl svg swn swo swp tar tgz tif tiff tmp ttf war wasm wav webm webp whl woff woff2 xls
    xlsx xz zip zst
    """
)


def is_secret(name: str) -> bool:
    """Whether a file of this name is expected to hold secrets: it is never read."""
    lowered = name.lower()
    if lowered in SECRET_NAMES or lowered.endswith(SECRET_SUFFIXES):
        return True
    if lowered.startswith(".env."):
        return lowered.rsplit(".", 1)[1] not in _ENVIRONMENT_EXAMPLES
    return lowered.endswith(".env")


def is_never_entered(name: str) -> bool:
    """Whether a folder of this name is closed whatever anybody's ignore files say."""
    return name in VERSION_CONTROL or name in SECRET_FOLDERS


def is_passed_over_folder(name: str, *, has_git: bool) -> bool:
    """Whether a folder of this name holds caches, other people's code or build outputs."""
    if name in CACHE_FOLDERS or name in VENDORED_FOLDERS or name.endswith((".egg-info", ".dist-info")):
        return True
    return name in BUILD_FOLDERS and not has_git


def is_passed_over_file(name: str) -> bool:
    """Whether a file of this name is generated, minified, a lock file or binary."""
    if name in LOCK_NAMES or name in NOISE_NAMES or name.endswith(MINIFIED_SUFFIXES) or name.endswith("~"):
        return True
    return name.rpartition(".")[2].lower() in BINARY_SUFFIXES and "." in name


def may_be_passed_over(name: str) -> bool:
    """Whether the tables may have a say about a file of this name: False for nearly all source, at once."""
    stem, _, ending = name.rpartition(".")
    return not stem or ending.lower() in _ENDINGS or stem.startswith(".env") or ending.endswith("~")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


_ENDINGS = frozenset(
    {
        "env",
        *map(_ending, SECRET_NAMES),
        *map(_ending, SECRET_SUFFIXES),
        *map(_ending, LOCK_NAMES),
        *map(_ending, NOISE_NAMES),
        *map(_ending, MINIFIED_SUFFIXES),
        *BINARY_SUFFIXES,
    }
)
"""What follows the last dot of any file name that a table speaks of."""
