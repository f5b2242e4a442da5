#!/usr/bin/python3
"""Saves a document of the corpus under a password with LibreOffice: encrypted files by a real writer.

usage: encrypt_lo.py CORPUS_DIR

Writes hostile/encrypted-libreoffice.docx and .odt; the password is "secret". The result is checked in: salts and keys are
random. Needs LibreOffice's bridge to Python (Debian: libreoffice-writer-nogui, python3-uno).
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException

SOURCE = "docx/empty-2019.official.docx"
PIPE = f"corpus-{os.getpid()}"


def connect():
    """The office's desktop, as soon as it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            office = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
        except NoConnectException:
            time.sleep(0.5)
    sys.exit("LibreOffice does not answer")


def prop(name, value):
    return PropertyValue(name, 0, value, 0)


def encrypt(desktop, source, target):
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (prop("Hidden", True),))
    pairs = (NamedValue("OOXPassword", "secret"), NamedValue("CryptoType", "Standard"))
    encryption = uno.Any("[]com.sun.star.beans.NamedValue", pairs)
    document.storeToURL(
        target.with_suffix(".docx").as_uri(),
        (prop("FilterName", "MS Word 2007 XML"), prop("EncryptionData", encryption)),
    )
    document.storeToURL(
        target.with_suffix(".odt").as_uri(), (prop("FilterName", "writer8"), prop("Password", "secret"))
    )
    document.close(True)


def main():
    corpus = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
        office = subprocess.Popen(command + [f"--accept=pipe,name={PIPE};urp;"])
        desktop = connect()
        encrypt(desktop, corpus / SOURCE, corpus / "hostile" / "encrypted-libreoffice")
        desktop.terminate()
        office.wait(60)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
