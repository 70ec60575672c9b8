// Checks checkpoints and proofs with the programs that others use: golang.org/x/mod/sumdb/note and tlog.
//
//	outside VKEY CHECKPOINT            the last checkpoint of a case
//	outside VKEY PROOF                 a c2sp.org/tlog-proof file
//	outside VKEY GROWTH OLDER          a proof of growth, and the older checkpoint
//
// With -mutate before VKEY, the first file must hold as it is and be refused with any byte changed.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// encoding refuses other spellings of the same bytes.
var encoding = base64.StdEncoding.Strict()

type checkpoint struct {
	size int64
	root tlog.Hash
}

func number(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err == nil && (n < 0 || strconv.FormatInt(n, 10) != text) {
		err = errors.New("not a canonical number: " + text)
	}
	return n, err
}

func hash(text string) (tlog.Hash, error) {
	var found tlog.Hash
	raw, err := encoding.DecodeString(text)
	if err == nil && len(raw) != len(found) {
		err = errors.New("not a hash: " + text)
	}
	copy(found[:], raw)
	return found, err
}

func open(text string, verifier note.Verifier) (checkpoint, error) {
	var found checkpoint
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return found, err
	}
	// note.Open takes every spelling of a signature's base64; a file here has one.
	for _, signature := range opened.Sigs {
		if _, err := encoding.DecodeString(signature.Base64); err != nil {
			return found, err
		}
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return found, errors.New("not a checkpoint of this log")
	}
	if found.size, err = number(lines[1]); err != nil {
		return found, err
	}
	found.root, err = hash(lines[2])
	return found, err
}

// path reads hashes up to the empty line; the rest is the checkpoint.
func path(lines []string) ([]tlog.Hash, string, error) {
	var hashes []tlog.Hash
	for index, line := range lines {
		if line == "" {
			return hashes, strings.Join(lines[index+1:], "\n"), nil
		}
		found, err := hash(line)
		if err != nil {
			return nil, "", err
		}
		hashes = append(hashes, found)
	}
	return nil, "", errors.New("no end of the path")
}

// leaf returns the bytes of the leaf in front of what is disclosed, and checks the latter.
func leaf(extra []byte) ([]byte, error) {
	rest := extra
	for field := 0; field < 15; field++ {
		if len(rest) < 4 {
			return nil, errors.New("the leaf ends early")
		}
		length := int(rest[0])<<24 | int(rest[1])<<16 | int(rest[2])<<8 | int(rest[3])
		if len(rest)-4 < length {
			return nil, errors.New("a field of the leaf is too long")
		}
		if field == 0 && string(rest[4:4+length]) != "counterclaim/leaf/1" {
			return nil, errors.New("not a leaf")
		}
		rest = rest[4+length:]
	}
	if len(rest) < 32 {
		return nil, errors.New("the leaf has no payload hash")
	}
	sealed, disclosed := rest[:32], rest[32:]
	if len(disclosed) > 0 {
		if found := sha256.Sum256(disclosed); !bytes.Equal(found[:], sealed) {
			return nil, errors.New("another payload was disclosed")
		}
	}
	return extra[:len(extra)-len(disclosed)], nil
}

func inclusion(lines []string, verifier note.Verifier) error {
	if len(lines) < 3 || !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return errors.New("not a proof with its leaf")
	}
	extra, err := encoding.DecodeString(lines[1][6:])
	if err != nil {
		return err
	}
	data, err := leaf(extra)
	if err != nil {
		return err
	}
	index, err := number(lines[2][6:])
	if err != nil {
		return err
	}
	hashes, text, err := path(lines[3:])
	if err != nil {
		return err
	}
	signed, err := open(text, verifier)
	if err != nil {
		return err
	}
	if index >= signed.size {
		return errors.New("beyond the tree")
	}
	return tlog.CheckRecord(hashes, signed.size, signed.root, index, tlog.RecordHash(data))
}

func growth(lines []string, older string, verifier note.Verifier) error {
	if len(lines) < 2 || !strings.HasPrefix(lines[1], "old ") {
		return errors.New("not a proof of growth")
	}
	size, err := number(lines[1][4:])
	if err != nil {
		return err
	}
	hashes, text, err := path(lines[2:])
	if err != nil {
		return err
	}
	signed, err := open(text, verifier)
	if err != nil {
		return err
	}
	kept, err := open(older, verifier)
	if err != nil {
		return err
	}
	if size != kept.size || size < 1 || size > signed.size {
		return errors.New("another size than the older checkpoint")
	}
	return tlog.CheckTree(hashes, signed.size, signed.root, kept.size, kept.root)
}

func check(text, older string, verifier note.Verifier) error {
	lines := strings.Split(text, "\n")
	switch lines[0] {
	case "c2sp.org/tlog-proof@v1":
		return inclusion(lines, verifier)
	case "counterclaim/consistency@v1":
		return growth(lines, older, verifier)
	default:
		_, err := open(text, verifier)
		return err
	}
}

// mutate changes every byte in turn to several others, and fails where one is taken.
func mutate(text, older string, verifier note.Verifier) error {
	for place := range text {
		for _, flip := range []byte{0x01, 0x02, 0x04, 0x10, 0x20, 0x40, 0x80} {
			changed := []byte(text)
			changed[place] ^= flip
			if check(string(changed), older, verifier) == nil {
				return fmt.Errorf("byte %d as %q was taken", place, changed[place])
			}
		}
	}
	return nil
}

func run(args []string) error {
	mutates := args[0] == "-mutate"
	if mutates {
		args = args[1:]
	}
	verifier, err := note.NewVerifier(args[0])
	if err != nil {
		return err
	}
	text, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	var older []byte
	if len(args) > 2 {
		if older, err = os.ReadFile(args[2]); err != nil {
			return err
		}
	}
	if err := check(string(text), string(older), verifier); err != nil || !mutates {
		return err
	}
	return mutate(string(text), string(older), verifier)
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "outside:", err)
		os.Exit(1)
	}
}
