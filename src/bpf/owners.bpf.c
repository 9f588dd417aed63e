// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * Which process holds which socket: an iterator over every open file of every task, which writes the
 * records of record.ts. `npm run bpf` compiles it four times into owners.generated.ts:
 *
 *   (nothing)     for one run of a reader in the initial pid namespace: the cheapest to load
 *   -DALONE       the same for a list of a few processes: tells whether others may hold their sockets
 *   -DNAMESPACED  for a pin: pids are those of the reader's pid namespace, or nothing is written
 *   -DSELF        for a pin that everybody may read: NAMESPACED, and only processes of the reader's own
 *                 uid with sockets of the reader's own network namespace; root sees all
 *   -DLOOKUP      another program: the BTF id of the function that iterators of files attach to
 *
 * The kernel types are declared here by the fields that are read; the kernel relocates them to its own
 * (5.17). Nothing is read by bpf_probe_read_kernel(), which lockdown=confidentiality forbids.
 */
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))
#define FIELD_EXISTS 2 /* BPF_CORE_FIELD_EXISTS in include/uapi/linux/bpf.h */

#ifdef LOOKUP

/* bpf_btf_find_by_name_kind(), include/uapi/linux/bpf.h; since 5.14 */
static long (*find_by_name_kind)(const char *name, int size, u32 kind, int flags) = (void *)167;
#define BTF_KIND_FUNC 12

SEC("program")
int lookup(void)
{
	char name[] = "bpf_iter_task_file";
	return find_by_name_kind(name, sizeof name, BTF_KIND_FUNC, 0);
}

#else

/* helpers by number, include/uapi/linux/bpf.h */
static long (*bpf_seq_write)(void *seq, const void *data, u32 length) = (void *)127;
static void *(*bpf_sock_from_file)(void *file) = (void *)162;
#ifdef NAMESPACED
static void *(*bpf_get_current_task_btf)(void) = (void *)158;
#endif

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)
#ifdef SELF
struct net;
struct sock_common {
	struct { struct net *net; } skc_net;
};
struct sock { struct sock_common __sk_common; };
struct socket { struct sock *sk; };
struct nsproxy { struct net *net_ns; };
#endif
struct inode { unsigned long i_ino; };
struct file {
	struct inode *f_inode;
	struct {
		struct { u64 counter; } refcnt;
	} f_ref; /* since 6.13 */
};
struct file___before_6_13 {
	struct { u64 counter; } f_count;
};
#ifdef ALONE
struct files_struct {
	struct { int counter; } count;
};
struct signal_struct {
	struct { int counter; } live;
};
#endif
struct cred {
	struct { u32 val; } uid, suid, euid;
};
struct pid_namespace;
struct upid {
	int nr;
	struct pid_namespace *ns;
};
struct pid {
	u32 level;
	struct upid numbers[];
};
struct task_struct {
	int pid, tgid;
	struct task_struct *group_leader;
	struct pid *thread_pid;
	const struct cred *real_cred, *cred;
#ifdef ALONE
	struct files_struct *files;
	struct signal_struct *signal;
#endif
#ifdef SELF
	struct nsproxy *nsproxy;
#endif
	char comm[16];
};
struct seq_file;
struct bpf_iter_meta {
	struct seq_file *seq;
	u64 session_id;
	u64 seq_num;
};
#pragma clang attribute pop

/* what the kernel hands an iterator of files, kernel/bpf/task_iter.c; these offsets are ABI */
struct bpf_iter__task_file {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
	u32 fd __attribute__((aligned(8)));
	struct file *file;
};

/* the records: see record.ts, which documents them and must change together with this */
#define VERSION 2
#define PREAMBLE 0xf04e5354
#define PROCESS 0xffffffff
#define END 0xfffffffe
struct preamble { u32 mark, version, filtered; };
struct process {
	u32 mark, pid, uid, alone;
	u64 comm[2];
};
struct descriptor { u32 fd, inode, references; };
struct end { u32 mark; };

/*
 * The task whose header this reader got last: (session << 32) | tid, a session being one open() of
 * the iterator. Readers at the same time overwrite it: each then writes a header too many.
 */
static volatile u64 last;

#ifdef SELF
#define FILTERED 1
#else
#define FILTERED 0
#endif

#ifdef NAMESPACED
/*
 * The process's number in the reader's pid namespace; 0: none. Levels above 3 get none, nor do those
 * above 0 where numbers[] was still declared as an array of one, before 6.5.
 */
static u32 number_for(struct pid *pid, struct pid *reader)
{
	u32 level = reader->level;

	if (pid->level < level)
		return 0;
	if (level == 0)
		return pid->numbers[0].nr;
	if (!__builtin_preserve_field_info(pid->numbers[3], FIELD_EXISTS))
		return 0;
	if (level == 1)
		return pid->numbers[1].ns == reader->numbers[1].ns ? pid->numbers[1].nr : 0;
	if (level == 2)
		return pid->numbers[2].ns == reader->numbers[2].ns ? pid->numbers[2].nr : 0;
	if (level == 3)
		return pid->numbers[3].ns == reader->numbers[3].ns ? pid->numbers[3].nr : 0;
	return 0;
}
#endif

#ifdef SELF
/* all three uids, as ptrace_may_access() asks for /proc/PID/fd: a setuid program is not its caller's */
static int may_see(struct task_struct *task, struct task_struct *reader, struct net *net)
{
	u32 uid = reader->cred->euid.val;

	if (uid == 0)
		return 1;
	return task->real_cred->uid.val == uid && task->real_cred->euid.val == uid &&
	       task->real_cred->suid.val == uid && net == reader->nsproxy->net_ns;
}
#endif

/*
 * By how many the file is held, besides this iterator: descriptors, messages that pass one on, calls
 * that wait. f_ref is one less than there are (include/linux/file_ref.h).
 */
static u32 references(struct file *file)
{
	if (__builtin_preserve_field_info(file->f_ref, FIELD_EXISTS))
		return file->f_ref.refcnt.counter;
	return ((struct file___before_6_13 *)file)->f_count.counter - 1;
}

#ifdef ALONE
/*
 * Is the table of descriptors shared by the threads of this process, and by nobody else? A thread that
 * ends leaves `live` before it leaves the table, and one that begins joins it after. The count misleads
 * where as many threads have left the table by unshare(2) as tasks of other processes have joined it by
 * clone(2), and these threads hold no socket: one that does is told as a task that is not alone.
 */
static u32 is_alone(struct task_struct *task)
{
	return task->files->count.counter == task->signal->live.counter;
}
#endif

SEC("program")
int owners(struct bpf_iter__task_file *context)
{
	struct bpf_iter_meta *meta = context->meta;
	struct seq_file *seq = meta->seq;
	struct task_struct *task = context->task;
	struct file *file = context->file;

	if (meta->seq_num == 0) {
		struct preamble preamble = {PREAMBLE, VERSION, FILTERED};
		bpf_seq_write(seq, &preamble, sizeof preamble);
	}
	if (!task || !file) {
		/* behind the last task; more may follow, should a process start before the reader ends */
		struct end end = {END};
		bpf_seq_write(seq, &end, sizeof end);
		return 0;
	}

	struct socket *socket = bpf_sock_from_file(file);
	if (!socket)
		return 0;
	struct task_struct *leader = task->group_leader;
#ifdef NAMESPACED
	struct task_struct *reader = bpf_get_current_task_btf();
	u32 pid = number_for(leader->thread_pid, reader->thread_pid);
	if (pid == 0)
		return 0;
#else
	u32 pid = task->tgid;
#endif
#ifdef SELF
	if (!may_see(task, reader, socket->sk->__sk_common.skc_net.net))
		return 0;
#endif

	/* for every task that has a table of its own, and of an exited leader for all other threads */
	u64 current = meta->session_id << 32 | (u32)task->pid;
	if (last != current) {
		struct process process = {
			.mark = PROCESS,
			.pid = pid,
			.uid = leader->real_cred->euid.val,
#ifdef ALONE
			.alone = is_alone(task),
#endif
			.comm = {*(u64 *)&leader->comm[0], *(u64 *)&leader->comm[8]},
		};
		bpf_seq_write(seq, &process, sizeof process);
		last = current;
	}
	struct descriptor descriptor = {context->fd, file->f_inode->i_ino, references(file)};
	if (bpf_seq_write(seq, &descriptor, sizeof descriptor) < 0)
		last = 0; /* the buffer is full: the kernel drops what this call wrote and calls again */
	return 0;
}

#endif
