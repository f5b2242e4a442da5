#include "extract/furniture.h"

/* A line of the text may begin like one of these, or name what they name; but then it goes on. */
enum { MAX_FURNITURE = 60, MAX_BUTTON = 24 };

static int has_any(const gk_fold *line, const char *const *words) {
  for (; *words; words++)
    if (gk_fold_find(line, 0, *words) != GK_FOLD_NONE)
      return 1;
  return 0;
}

/* Whether the line begins with one of the words, in a bracket or not. */
static int begins_with_any(const gk_fold *line, const char *const *words) {
  size_t first = line->n > 0 && (line->cp[0] == '[' || line->cp[0] == '(');
  for (; *words; words++)
    if (gk_fold_match(line, first, *words) != GK_FOLD_NONE)
      return 1;
  return 0;
}

int gk_is_foot(const gk_fold *line) {
  static const char *const marks[] = {"ICP备", "ICP证", "公网安备", "网站标识码", "版权所有", "copyright", "Copyright",
                                      "COPYRIGHT", "扫一扫", "扫描二维码", NULL};
  static const char *const starts[] = {"上一篇", "下一篇", "上一条", "下一条", "上一页:", "下一页:", "打印本页", "关闭窗口",
                                       "关闭本页", "关闭页面", "分享到", "分享:", "分享至", "主办单位:", "主办:",
                                       "承办单位:", "承办:", "网站地图", "联系我们", "关于我们", "相关链接", "相关文章",
                                       "相关信息", "相关新闻", "相关稿件", "友情链接", "责任编辑", "信息来源:",
                                       "您访问的链接", NULL};
  if (line->cut || line->n > MAX_FURNITURE)
    return 0;
  return has_any(line, marks) || begins_with_any(line, starts);
}

int gk_is_button(const gk_fold *line) {
  static const char *const starts[] = {"当前位置", "您的位置", "您所在的位置", "您现在的位置", "位置:", "首页>", "首页»",
                                       NULL};
  static const char *const buttons[] = {"字体:", "字号:", "大中小", "字体大小", "打印", "分享", "收藏", "关闭", "登录",
                                        "注册", "无障碍", "长者版", "适老", "浏览次数", "浏览量", "点击数", "点击量",
                                        "访问量", "阅读次数", "微信", "微博", "朗读", "返回顶部", "网站支持", "繁体", NULL};
  if (line->cut || line->n > MAX_FURNITURE)
    return 0;
  return begins_with_any(line, starts) || (line->n <= MAX_BUTTON && begins_with_any(line, buttons)) || gk_is_foot(line);
}
